namespace ChatService.Server.Platform.Identity;

/// <summary>Names of the authorisation policies. Each agent policy includes those above it.</summary>
public static class Policies
{
    /// <summary>Any agent that is logged in.</summary>
    public const string Agent = "agent";

    /// <summary>Supervisor or admin.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Admin.</summary>
    public const string Admin = "admin";

    /// <summary>A visitor's connection.</summary>
    public const string Visitor = "visitor";
}

/// <summary>Claim types in our principals.</summary>
public static class Claims
{
    public const string AgentId = "cs:agent";

    /// <summary>The log-in, or the API token, behind the principal: what ends when it ends.</summary>
    public const string SessionId = "cs:session";

    /// <summary>Shown by an API token that may look and change nothing.</summary>
    public const string ReadOnly = "cs:read-only";
    public const string ContactId = "cs:contact";
    public const string InboxId = "cs:inbox";
    public const string Verified = "cs:verified";
    public const string Locale = "cs:locale";
    public const string Epoch = "cs:epoch";
    public const string SecretEpoch = "cs:secret-epoch";
}
