using ChatService.Realtime;

namespace ChatService.Server.Gateway.Healing;

/// <summary>
/// What the clients of this node were told. Who is in a conversation hears of it at once, who merely has it in a list a little later: a node may die in between, and so both are
/// noted for themselves.
/// </summary>
public sealed class Told : IHostedService
{
    public Told(INodeBus bus, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(bus);
        (Conversations, Lists) = (new ToldMoments(bus, time, "told"), new ToldMoments(bus, time, "told-lists"));
    }

    /// <summary>Told to who is in the conversation: messages, offers, its row.</summary>
    public ToldMoments Conversations { get; }

    /// <summary>Told to everybody who has its row in a list.</summary>
    public ToldMoments Lists { get; }

    /// <summary>What was noted since this time may be wrong, and is told again.</summary>
    public void ForgetSince(DateTimeOffset since)
    {
        Conversations.ForgetSince(since);
        Lists.ForgetSince(since);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Conversations.Listen();
        Lists.Listen();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Conversations.Leave();
        Lists.Leave();
        return Task.CompletedTask;
    }
}
