namespace ChatService.Server.Platform.Admission;

/// <summary>Why a socket is not let in, and after how many whole seconds it is worth trying again; each refused one is given a moment of its own.</summary>
public sealed record AdmissionRefusal(string Reason, int RetryAfterSeconds)
{
    /// <summary>As many as this node holds.</summary>
    public const string Full = "full";

    /// <summary>As many as one address may hold.</summary>
    public const string Address = "address";

    /// <summary>Too many in this second.</summary>
    public const string Rate = "rate";
}
