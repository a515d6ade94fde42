using ChatService.Contracts;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>The tags that rules put on conversations.</summary>
public sealed class RuleTags(AutoReplyRules rules, EditAutoReplies edit) : ITagSettings
{
    public IReadOnlyList<TagUse> Uses() =>
    [
        .. rules.All.SelectMany(row => row.Rule.Actions.OfType<AddTagAction>().Select(add => new TagUse(add.Tag, row.Id, row.Rule.Name))).Distinct(),
    ];

    /// <summary>Each rule in its next version, in one transaction.</summary>
    public Task<Outcome<Empty>> RenameAsync(string from, string to, Agent agent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return edit.WriteAsync<Empty>(
            async (scope, token) =>
            {
                foreach (var row in await scope.Db.Set<AutoReplyRuleRow>().ToListAsync(token))
                {
                    if (row.Rule.Actions.Any(action => IsTag(action, from) && action != new AddTagAction(to)))
                    {
                        var renamed = Renamed(row.Rule, from, to);
                        AuditTrail.Record(scope, agent.Id, agent.Name, "update", EditAutoReplies.Entity, row.Id, renamed.Name, AutoReplyWire.Write(row.Rule), AutoReplyWire.Write(renamed));
                        EditAutoReplies.Replace(scope, row, renamed, agent.Id);
                    }
                }

                return Empty.Value;
            },
            cancellationToken);
    }

    // Two tags that become one are put on once.
    private static AutoReplyRule Renamed(AutoReplyRule rule, string from, string to)
    {
        var actions = new List<AutoReplyAction>();
        foreach (var action in rule.Actions.Select(action => IsTag(action, from) ? new AddTagAction(to) : action))
        {
            if (action is not AddTagAction || !actions.Contains(action))
            {
                actions.Add(action);
            }
        }

        return rule with { Actions = actions };
    }

    private static bool IsTag(AutoReplyAction action, string tag) =>
        action is AddTagAction add && string.Equals(add.Tag, tag, StringComparison.OrdinalIgnoreCase);
}
