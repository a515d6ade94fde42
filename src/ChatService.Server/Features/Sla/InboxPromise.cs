using ChatService.Domain;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Inboxes;

namespace ChatService.Server.Features.Sla;

/// <summary>The first-response target of the policy in force for an inbox, at normal priority and without a team: what a new conversation gets.</summary>
public sealed class InboxPromise(SlaPolicies policies) : IInboxPromise
{
    public int? FirstResponseSeconds(Guid inboxId) =>
        SlaPolicySelection.Choose(policies.Current, inboxId, teamId: null, Priority.P2)?.Targets.For(SlaMetric.FirstResponse, Priority.P2) is { } target
            ? (int)target.TotalSeconds
            : null;
}
