using ChatService.Domain.AutoReplies;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>The rules a new installation starts with. Those that an admin has changed or removed are left as they are.</summary>
public sealed class DemoAutoReplies : IDemoSeed
{
    public async Task SeedAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var rules = DefaultAutoReplies.Create();
        var ids = rules.Select(rule => rule.Id).ToList();
        // A removed rule still has its versions: it does not come back.
        var known = await scope.Db.Set<AutoReplyRuleVersion>().Where(v => ids.Contains(v.RuleId)).Select(v => v.RuleId).Distinct().ToListAsync(cancellationToken);
        foreach (var rule in rules.Where(rule => !known.Contains(rule.Id)))
        {
            EditAutoReplies.Add(scope, rule, agentId: null);
        }
    }
}
