namespace ChatService.Server.Platform.Errors;

/// <summary>Carries a refusal to the edge, where it becomes problem details or a hub error. Never logged as an error.</summary>
public sealed class RefusedException(Refusal refusal) : Exception($"{refusal.Code}: {refusal.Text}")
{
    /// <summary>What was refused and why.</summary>
    public Refusal Refusal { get; } = refusal;
}
