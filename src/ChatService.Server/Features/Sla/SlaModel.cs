using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>The tables sla_policy and sla_clock.</summary>
public sealed class SlaModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<SlaPolicyVersion>(policy =>
        {
            policy.ToTable("sla_policy");
            policy.HasKey(p => new { p.Id, p.Version });
            policy.Property(p => p.Policy).AsJson();
        });
        model.Entity<SlaClockRow>(clock =>
        {
            clock.ToTable("sla_clock");
            clock.HasKey(c => c.Id);
            clock.Ignore(c => c.IsRunning).Ignore(c => c.IsReply);
            clock.Property(c => c.Causes).AsJson();
            clock.Property(c => c.DoneSteps).AsJson();
            // P8: of two transactions that both found no outcome, one fails and is run again.
            clock.Property(c => c.Outcome).IsConcurrencyToken();
            // Read with every change of a conversation: those that run, not those of the thousand rounds before.
            clock.HasIndex(c => new { c.ConversationId, c.EndedAt });
            clock.HasIndex(c => c.OutcomeAt).HasFilter("outcome = 'Breached'");
        });
    }
}
