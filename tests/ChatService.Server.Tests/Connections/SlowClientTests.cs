using ChatService.Contracts;
using ChatService.Server.Gateway;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Connections;

/// <summary>A visitor's browser that stops reading, over a real socket.</summary>
public sealed class SlowClientTests
{
    // Everything that the operating system keeps for a socket on both sides, and more.
    private const int MaxBytes = 64 * 1024 * 1024;

    [Fact]
    public async Task A_client_that_stops_reading_is_cut_and_its_neighbour_hears_everything()
    {
        await using var host = ChatHost.Start();
        await using var neighbour = await host.VisitorAsync();
        var connections = host.Services.GetRequiredService<VisitorConnections>();
        var everybody = host.Services.GetRequiredService<IHubContext<VisitorHub, IVisitorClient>>().Clients.All;
        await using var slow = await (await RawSocket.ConnectAsync(host.Url, "/hubs/visitor?access_token=" + neighbour.Session.ConnectToken)).ShakeHandsAsync();
        await slow.CallAsync("1", "Nothing", "{}");
        await slow.AnswerAsync("1");
        Assert.Equal(2, connections.Count);

        var text = new string('x', 100_000);
        var sent = 0;
        for (; connections.Count > 1; sent++)
        {
            Assert.True((long)sent * text.Length < MaxBytes, "the client that does not read is still there");
            var seq = sent + 1;
            var message = new Message(Guid.Empty, seq, Guid.NewGuid(), Guid.NewGuid(), new Sender("system", null, null), "text", text, [], DateTimeOffset.UnixEpoch, null);
            await everybody.MessageAppended(message).Soon("a send, whoever reads or does not");
            await neighbour.Messages.First(heard => heard.Seq == seq);
        }

        Assert.Contains(host.Errors.Lines, line => line.Contains("slow_consumer", StringComparison.Ordinal));
    }
}
