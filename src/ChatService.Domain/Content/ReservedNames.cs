namespace ChatService.Domain.Content;

/// <summary>
/// Names that JavaScript treats specially when they are keys of an object. Somebody's free name becomes such a key on
/// the wire, and the official MessagePack decoder ends the whole
/// connection over <c>__proto__</c>: so no free name that becomes a key may be one of these.
/// </summary>
public static class ReservedNames
{
    /// <summary>May not be the name of a skill, a tag or an attribute.</summary>
    public static bool Contains(string name) => name is "__proto__" or "constructor" or "prototype";
}
