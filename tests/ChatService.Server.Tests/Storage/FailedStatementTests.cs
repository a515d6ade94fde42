using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Storage.Rows;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Storage;

/// <summary>A statement that fails the first time it is prepared leaves nothing behind that makes later answers wrong. Each pool has one connection here, and everything is prepared at once.</summary>
public sealed class FailedStatementTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_writes_after_a_failure_reads_the_answers_to_its_own_statements()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var host = await OpenAsync(postgres);
        var session = host.Services.GetRequiredService<WriteSession>();
        await SetReadOnlyAsync(postgres, "on");
        await Assert.ThrowsAsync<RefusedException>(() => LockNothingAsync(session));
        await SetReadOnlyAsync(postgres, "off");

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, await LockNothingAsync(session));
        }
    }

    [Fact]
    public async Task Whoever_reads_after_a_failure_gets_its_rows()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var host = await OpenAsync(postgres);
        var contexts = host.Services.GetRequiredService<IDbContextFactory<ChatDb>>();

        // PostgreSQL cannot store the first text, and says so when it is bound.
        await Assert.ThrowsAnyAsync<Exception>(() => EchoAsync(contexts, "\0"));
        Assert.Equal("still there", await EchoAsync(contexts, "still there"));
    }

    private static async Task<ChatHost> OpenAsync(PostgresServer postgres)
    {
        await postgres.CreateAsync("chat");
        return ChatHost.Start(settings: new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = postgres.ConnectionString("chat", "Maximum Pool Size=2;Auto Prepare Min Usages=1"),
        });
    }

    // Those who lock rows in a session that only reads are refused when the statement is bound.
    private static async Task SetReadOnlyAsync(PostgresServer postgres, string value)
    {
        await postgres.ExecuteAsync($"ALTER SYSTEM SET default_transaction_read_only = {value}");
        await postgres.ExecuteAsync("SELECT pg_reload_conf()");
        await Eventually(async () => (string?)await postgres.ExecuteAsync("SHOW default_transaction_read_only") == value);
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            Token.ThrowIfCancellationRequested();
        }
    }

    private static Task<int> LockNothingAsync(WriteSession session) => session.RunAsync(
        new WriteBegin(new RowLocks(ConversationsModel.Table, [Guid.NewGuid()], LockWaiting.Skip), new RowQuery<Conversation>("id {0}", row => row.Id, [Guid.NewGuid()])),
        (scope, _) => Task.FromResult(scope.Rows.Of<Conversation>().Count),
        Token);

    private static async Task<string> EchoAsync(IDbContextFactory<ChatDb> contexts, string text)
    {
        await using var db = await contexts.CreateDbContextAsync(Token);
        return await db.Database.SqlQuery<string>($"SELECT {text}::text AS \"Value\"").SingleAsync(Token);
    }
}
