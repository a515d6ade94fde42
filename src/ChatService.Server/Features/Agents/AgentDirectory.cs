using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Agents;

/// <summary>Agents and teams by id, from memory.</summary>
public sealed class AgentDirectory(Snapshot<Agent> agents, Snapshot<Team> teams)
{
    /// <summary>All agents, disabled ones included.</summary>
    public IReadOnlyList<Agent> Agents => agents.Rows;

    /// <summary>All teams.</summary>
    public IReadOnlyList<Team> Teams => teams.Rows;

    /// <summary>Null when there is none.</summary>
    public Agent? Find(Guid id) => agents.Rows.FirstOrDefault(a => a.Id == id);

    /// <summary>Null when there is none or it is disabled.</summary>
    public Agent? FindEnabled(Guid id) => Find(id) is { Disabled: false } agent ? agent : null;
}
