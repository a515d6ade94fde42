using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>
/// Settings that name tags, such as rules that put one on a conversation: they follow when a tag is renamed, and a tag
/// that they name is not removed, because they would bring it back.
/// </summary>
public interface ITagSettings
{
    /// <summary>Which setting names which tag.</summary>
    IReadOnlyList<TagUse> Uses();

    /// <summary>Names the tag as it is called from now on. Again it changes nothing.</summary>
    Task<Outcome<Empty>> RenameAsync(string from, string to, Agent agent, CancellationToken cancellationToken);
}

/// <summary>A setting that names a tag.</summary>
public sealed record TagUse(string Tag, Guid SettingId, string SettingName);
