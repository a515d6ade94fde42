using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>The tables agent, team, agent_session, login_miss, api_token, account_link and agent_photo.</summary>
public sealed class AgentsModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<Agent>(agent =>
        {
            agent.HasKey(a => a.Id);
            agent.HasIndex(a => a.Email).IsUnique();
            agent.Ignore(a => a.HasNoPlace).Ignore(a => a.SeesAll).Ignore(a => a.HasSecondFactor).Ignore(a => a.HasNoPassword);
            agent.Property(a => a.RecoveryCodes).AsJson();
            agent.Property(a => a.TeamIds).AsJson();
            agent.Property(a => a.InboxIds).AsJson();
            agent.Property(a => a.Skills).AsJson();
            agent.Property(a => a.Languages).AsJson();
            agent.Property(a => a.Version).IsConcurrencyToken();
            agent.Property(a => a.ServesAll).HasDefaultValue(false);
        });
        model.Entity<Team>(team =>
        {
            team.HasKey(t => t.Id);
            team.Property(t => t.SiblingTeamIds).AsJson();
            team.Property(t => t.Version).IsConcurrencyToken();
        });
        model.Entity<AgentSession>(session =>
        {
            session.HasKey(s => s.Id);
            session.HasIndex(s => s.AgentId);
        });
        model.Entity<LoginMiss>(miss =>
        {
            miss.HasKey(m => m.Id);
            miss.Property(m => m.Id).ValueGeneratedNever();
            miss.HasIndex(m => m.Account);
            miss.HasIndex(m => m.LastAt);
        });
        model.Entity<AccountLink>(link =>
        {
            link.HasKey(l => l.AgentId);
            link.Property(l => l.AgentId).ValueGeneratedNever();
            link.HasIndex(l => l.Hash).IsUnique();
        });
        model.Entity<AgentPhoto>(photo =>
        {
            photo.HasKey(p => p.AgentId);
            photo.Property(p => p.AgentId).ValueGeneratedNever();
        });
        model.Entity<ApiToken>(token =>
        {
            token.HasKey(t => t.Id);
            token.HasIndex(t => t.Hash).IsUnique();
            token.Property(t => t.Scope).HasDefaultValue(TokenScope.Write);
        });
    }
}
