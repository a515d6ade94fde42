using ChatService.Realtime;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Cluster;

/// <summary>The key with which nodes sign what they tell each other.</summary>
public sealed class FrameKeyTests
{
    [Fact]
    public async Task Nodes_of_one_installation_share_one_key_that_outlives_them_and_is_stored_protected()
    {
        using var directory = new TempDirectory();
        var settings = new Dictionary<string, string> { ["ConnectionStrings:Postgres"] = TestStore.AlwaysPostgres(directory.Path) };
        byte[] first;
        await using (var one = ChatHost.Start(directory.Path, settings: settings))
        {
            await using var two = ChatHost.Start(directory.Path, settings: settings);
            first = Key(one);
            Assert.Equal(32, first.Length);
            Assert.Equal(first, Key(two));
        }

        await using var again = ChatHost.Start(directory.Path, settings: settings);
        Assert.Equal(first, Key(again));
        await using var db = await again.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var stored = Assert.Single(await db.Set<SharedSecret>().ToListAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Convert.ToBase64String(first), stored.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_installations_have_two_keys()
    {
        await using var one = ChatHost.Start();
        await using var other = ChatHost.Start();

        Assert.NotEqual(Key(one), Key(other));
    }

    private static byte[] Key(ChatHost host) => host.Services.GetRequiredService<FrameKey>().Bytes!;
}
