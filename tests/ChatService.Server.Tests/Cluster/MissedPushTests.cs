using ChatService.Server.Features.Conversations;
using ChatService.Server.Gateway;
using ChatService.Server.Gateway.Pushes;
using ChatService.Server.Platform.Errors;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Tests.Cluster;

/// <summary>P5 within one node: a push that fails is told afterwards, though no later message shows the hole. On the embedded store, too.</summary>
public sealed class MissedPushTests
{
    [Fact]
    public async Task A_push_that_fails_is_told_all_the_same()
    {
        var failing = new FailsOnce();
        await using var host = ChatHost.Start(services: services => Put(services, failing));
        await using var agent = await host.AdminAsync();
        await agent.StatusAsync("available");
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await agent.AcceptsAsync(visitor.ConversationId);

        failing.Text = "The last word";
        var ack = await agent.SendAsync(visitor.ConversationId, failing.Text);

        var heard = await visitor.Messages.First(m => m.Text == "The last word").Soon();
        Assert.Equal((1, ack.Seq), (failing.Failures, (await agent.Messages.First(m => m.MessageId == heard.MessageId).Soon()).Seq));
    }

    [Fact]
    public async Task A_row_that_was_gathered_and_never_went_out_is_told_all_the_same()
    {
        var failing = new NeverSends();
        await using var host = ChatHost.Start(services: services => Put<RowPush>(services, failing));
        await using var agent = await host.AdminAsync();
        await agent.StatusAsync("available");
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await agent.AcceptsAsync(visitor.ConversationId);

        failing.Text = "The last word";
        await agent.SendAsync(visitor.ConversationId, failing.Text);

        Assert.Equal(visitor.ConversationId, (await agent.Rows.First(row => row.LastMessage?.Text == "The last word").Soon()).ConversationId);
        Assert.Equal(1, failing.Failures);
    }

    private static void Put(IServiceCollection services, FailsOnce failing)
    {
        Remove<MessagePush>(services);
        services.AddSingleton<IEventPush>(s => failing.Instead(s.GetRequiredService<MessagePush>()));
    }

    private static void Put<T>(IServiceCollection services, NeverSends failing)
        where T : class, IEventPush
    {
        Remove<T>(services);
        services.AddSingleton<IEventPush>(s => failing.Instead(s.GetRequiredService<T>()));
    }

    private static void Remove<T>(IServiceCollection services)
        where T : class, IEventPush
    {
        services.Remove(services.Single(s => s.ServiceType == typeof(IEventPush) && s.ImplementationType == typeof(T)));
        services.TryAddSingleton<T>();
    }

    // Takes the word for a message and then says that it has not gone out.
    private sealed class NeverSends : IEventPush
    {
        private IEventPush? inner;
        private int kept;

        public string? Text { get; set; }

        public int Failures { get; private set; }

        public NeverSends Instead(IEventPush push)
        {
            inner = push;
            return this;
        }

        public Task PushAsync(object happened, CancellationToken cancellationToken)
        {
            if (Failures == 0 && happened is MessageAppended { Message.Text: { } text } && text == Text)
            {
                kept = 1;
            }

            // What else happened in that transaction would bring the row, too.
            return kept == 1 ? Task.CompletedTask : inner!.PushAsync(happened, cancellationToken);
        }

        public Task FlushAsync(int shard, CancellationToken cancellationToken) => inner!.FlushAsync(shard, cancellationToken);

        public Task<bool> SentAsync()
        {
            if (Interlocked.Exchange(ref kept, 0) == 0)
            {
                return inner!.SentAsync();
            }

            Failures++;
            return Task.FromResult(false);
        }
    }

    private sealed class FailsOnce : IEventPush
    {
        private IEventPush? inner;

        public string? Text { get; set; }

        public int Failures { get; private set; }

        public FailsOnce Instead(IEventPush push)
        {
            inner = push;
            return this;
        }

        public Task PushAsync(object happened, CancellationToken cancellationToken)
        {
            if (Failures == 0 && happened is MessageAppended { Message.Text: { } text } && text == Text)
            {
                Failures++;
                throw new RefusedException(Refusal.Unavailable);
            }

            return inner!.PushAsync(happened, cancellationToken);
        }
    }
}
