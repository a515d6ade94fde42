namespace ChatService.Server.Platform.Errors;

/// <summary>An answer without content: <c>{}</c>.</summary>
public sealed record Done
{
    private Done()
    {
    }

    /// <summary>The only one.</summary>
    public static Done It { get; } = new();
}
