namespace ChatService.Server.Features.Agents;

/// <summary>What an admin may set of a team. Left out when editing: stays as it is.</summary>
public sealed record TeamDraft(string? Name, List<Guid>? SiblingTeamIds = null, List<Guid>? MemberIds = null, int? Version = null);

/// <summary>A team on the wire; PROTOCOL.md §4.</summary>
public sealed record TeamView(Guid Id, string Name, IReadOnlyList<Guid> SiblingTeamIds, IReadOnlyList<Guid> MemberIds, int Version);

/// <summary>Hears, within the transaction, that a team goes: rooms above let go of it.</summary>
public interface ITeamRemoval
{
    /// <summary>Nothing may point to the team afterwards that would wait for it.</summary>
    Task RemovedAsync(Platform.Storage.WriteScope scope, Guid teamId, CancellationToken cancellationToken);
}
