using ChatService.Contracts;

namespace ChatService.Server.Platform.Errors;

/// <summary>Field codes by name.</summary>
public static class FieldCodes
{
    /// <summary>snake_case, as on the wire.</summary>
    public static string Name(this FieldCode code) => WireWord.Of(code);

    /// <summary>The code with the name that the domain uses; throws when there is none, which is a bug.</summary>
    public static FieldCode Named<T>(T domain)
        where T : struct, Enum => Enum.Parse<FieldCode>(domain.ToString());
}
