using System.Security.Cryptography;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Inboxes;

/// <summary>The inbox <c>demo</c>, open at all hours, in both languages.</summary>
public sealed class DemoInbox : IDemoSeed
{
    /// <summary>Its key.</summary>
    public const string Key = "demo";

    /// <summary>It takes visitors from every website.</summary>
    public bool OnlyForDemo => true;

    public async Task SeedAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (await scope.Db.Set<Inbox>().AnyAsync(i => i.Key == Key, cancellationToken))
        {
            return;
        }

        scope.Db.Add(new Inbox
        {
            Id = Guid.CreateVersion7(scope.Now),
            Key = Key,
            Name = "Hearth & Home",
            Secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
            Greeting = new() { ["en"] = "Hello, how can we help?", ["zh-CN"] = "您好，请问有什么可以帮您？" },
            SuggestedQuestions = new()
            {
                ["en"] = ["Where is my order?", "How do I return something?", "Talk to a person"],
                ["zh-CN"] = ["我的订单到哪儿了？", "怎么退换货？", "转人工客服"],
            },
        });
        scope.Tell(new SnapshotStale(typeof(Inbox)));
    }
}
