using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.AutoReplies;

/// <summary>Rules for tests.</summary>
internal static class Rules
{
    public static ReplyAction Say(string text) => new(new ReplyTemplate { Texts = new Dictionary<string, string> { ["en"] = text } });

    public static AutoReplyRule Keyword(string word, string answer) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = word,
        Trigger = new(AutoReplyTriggerKind.Keyword),
        Keywords = new() { Words = [word] },
        Actions = [Say(answer)],
    };

    public static AutoReplyRule After(AutoReplyTriggerKind kind, int seconds, params AutoReplyAction[] actions) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = kind.ToString(),
        Trigger = new(kind, seconds),
        Actions = actions,
    };

    /// <summary>The seeded rule that tells the place in line at 15 s; it comes switched off.</summary>
    public static readonly Guid StillSearching = new("5eed0000-0000-4000-8000-000000000109");

    /// <summary>Switches a rule on, as an admin does.</summary>
    public static Task SwitchOnAsync(this DeskHost desk, Guid id) => desk.WriteAsync(async scope =>
    {
        var row = await scope.Db.Set<AutoReplyRuleRow>().SingleAsync(rule => rule.Id == id);
        EditAutoReplies.Replace(scope, row, row.Rule with { Enabled = true }, Guid.NewGuid());
    });

    public static Task RuleAsync(this DeskHost desk, AutoReplyRule rule) => desk.WriteAsync(scope =>
    {
        scope.Db.Add(new AutoReplyRuleRow { Id = rule.Id, Version = rule.Version, Rule = rule });
        scope.Db.Add(new AutoReplyRuleVersion { RuleId = rule.Id, Version = rule.Version, Rule = rule });
        scope.Tell(new SnapshotStale(typeof(AutoReplyRuleRow)));
        return Task.CompletedTask;
    });
}
