using ChatService.Domain.AutoReplies;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>Carries out a firing and records it.</summary>
public sealed class RuleActions(AgentDirectory agents)
{
    /// <summary>The type of the line that offers a call-back.</summary>
    public const string CallbackOfferedLine = "callback_offered";

    /// <summary>In the order of the rule. An action that means nothing any more (a team that is gone, a hand-over to where it is) is passed over.</summary>
    public void CarryOut(ConversationUnit unit, Firing firing)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(firing);
        Record(unit, firing);
        foreach (var (action, reply) in firing.Actions)
        {
            if (reply is not null)
            {
                unit.Append(MessageDraft.FromBot(reply.Text));
                continue;
            }

            Do(unit, action);
        }
    }

    private void Do(ConversationUnit unit, AutoReplyAction action)
    {
        switch (action)
        {
            case SetPriorityAction set:
                unit.ChangePriority(set.Priority, Actor.Bot);
                break;
            case AddTagAction add:
                unit.AddTag(add.Tag, Actor.Bot);
                break;
            case RequireSkillAction require:
                unit.RequireSkill(require.Skill, require.Level, Actor.Bot);
                break;
            case AssignTeamAction assign:
                AssignTeam(unit, assign.TeamId);
                break;
            case HandToHumanAction when unit.Conversation.State == ConversationState.Bot:
                unit.Move(ConversationState.Queued);
                unit.Enqueue("handed_over", Actor.Bot);
                break;
            case OfferCallbackAction when unit.Conversation is { CallbackPhone: null, CallbackEmail: null }:
                unit.AppendEvent(CallbackOfferedLine, OfferText(unit.Conversation.Locale), Actor.Bot);
                unit.Raise(new CallbackOffered());
                break;
            case CloseAction when unit.Conversation.State is not (ConversationState.Closed or ConversationState.WrapUp):
                // No wrap-up: nobody has just finished talking, so no slot needs to be held.
                unit.End(Actor.Bot, "unresolved", wrapUpSeconds: 0);
                break;
        }
    }

    // For a client that does not know the line.
    private static string OfferText(string locale) => locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
        ? "您可以留下电话或邮箱，我们会主动联系您。"
        : "You can leave a phone number or an e-mail address, and we will get back to you.";

    private void AssignTeam(ConversationUnit unit, Guid teamId)
    {
        var conversation = unit.Conversation;
        if (conversation.TeamId == teamId || agents.Teams.FirstOrDefault(t => t.Id == teamId) is not { } team)
        {
            return;
        }

        conversation.TeamId = team.Id;
        unit.Raise(new ConversationTransferred(Actor.Bot, null, null, team.Id));
        if (conversation.State == ConversationState.Queued)
        {
            // Another queue, the same age. Whoever has or was offered it keeps it: a machine takes nobody's customer away.
            unit.Raise(new ConversationQueued(Actor.Bot, "transferred", conversation.QueuedAt ?? unit.Now, team.Id));
        }
    }

    private static void Record(ConversationUnit unit, Firing firing)
    {
        unit.Batch.Scope.Db.Add(new RuleFiring
        {
            Id = Guid.CreateVersion7(unit.Now),
            ConversationId = unit.Conversation.Id,
            RuleId = firing.RuleId,
            RuleVersion = firing.RuleVersion,
            At = unit.Now,
            Messages = firing.Messages,
        });
        FiringMemory.Remember(unit.Conversation, new PastFiring(firing.RuleId, unit.Now, firing.Messages));
        unit.Raise(new AutoReplyFired(firing.RuleId, firing.RuleVersion, firing.RuleName, [.. firing.Actions.Select(a => AutoReplyWire.TypeOf(a.Action))]));
    }
}
