namespace ChatService.Server.Platform.Errors;

/// <summary>Carries a refusal to the edge, where it becomes problem details or a hub error. Never logged as an error.</summary>
public class RefusedException(Refusal refusal, Exception? cause = null) : Exception($"{refusal.Code}: {refusal.Text}", cause)
{
    /// <summary>What was refused and why.</summary>
    public Refusal Refusal { get; } = refusal;
}
