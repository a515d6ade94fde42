using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Storage.Postgres;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Storage;

/// <summary>What only PostgreSQL promises.</summary>
public sealed class PostgresTests
{
    [Fact]
    public async Task A_message_updates_its_conversation_on_the_same_page_and_no_index()
    {
        await using var nodes = TwoNodes.Open();
        await using var visitor = await nodes.A.VisitorAsync();
        await visitor.StartAsync("Hello");
        for (var i = 0; i < 40; i++)
        {
            await visitor.SendAsync($"line {i}");
        }

        // Sessions report what they did when they end; the first lines moved the conversation through its states.
        await nodes.A.DisposeAsync();
        await nodes.B.DisposeAsync();
        var hot = await nodes.SqlAsync("SELECT n_tup_hot_upd::float8 / n_tup_upd FROM pg_stat_user_tables WHERE relname = 'conversation' AND n_tup_upd >= 40");
        Assert.InRange((double)(hot ?? 0.0), 0.9, 1.0);
    }

    [Theory]
    [InlineData("Host=db;Database=chat;Username=chat;Password=geheim", null)]
    [InlineData("Database=chat;Password=geheim", "must name a Host")]
    [InlineData("Host=db;Password=geheim", "must name a Database")]
    [InlineData("Host=db;Database=chat;Pooling=false", "must leave Pooling on")]
    [InlineData("Host=db;Database=chat;Multiplexing=true", "must not use Multiplexing: transactions need a connection of their own")]
    [InlineData("postgres://chat:geheim@db/chat", "must be a connection string such as Host=db;Database=chat;Username=chat;Password=…")]
    [InlineData("Host=db;Database=chat;Colour=geheim", "must be a connection string such as Host=db;Database=chat;Username=chat;Password=…")]
    public void A_connection_string_is_checked_and_never_repeated(string connectionString, string? complaint) =>
        Assert.Equal(complaint, PostgresConnection.Complaint(connectionString));

    [Fact]
    public void What_the_operator_has_set_is_kept()
    {
        var complete = PostgresConnection.Complete("Host=db;Database=chat;Maximum Pool Size=7;Options=-c work_mem=8MB");

        Assert.Equal((7, 4), (complete.MaxPoolSize, complete.CommandTimeout));
        Assert.EndsWith("-c work_mem=8MB", complete.Options, StringComparison.Ordinal);
        Assert.Contains("lock_timeout", complete.Options, StringComparison.Ordinal);
    }

    [Fact]
    public void The_clock_is_never_ahead_of_the_database_and_takes_the_closest_answer()
    {
        var machine = new ManualTime();
        var clock = new DatabaseClock(machine);
        var truth = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

        clock.Learn(truth);
        var first = clock.GetUtcNow();
        Assert.InRange(first, truth, truth.AddSeconds(5));

        // An answer that took long to come back says less than what is known.
        clock.Learn(truth.AddSeconds(-1));
        Assert.True(clock.GetUtcNow() >= first, "went back");

        clock.Learn(truth.AddHours(1));
        Assert.True(clock.GetUtcNow() >= truth.AddHours(1), "did not follow");
    }

    [Fact]
    public async Task The_database_decides_the_time()
    {
        await using var nodes = TwoNodes.Open();
        Assert.IsType<DatabaseClock>(nodes.A.Services.GetRequiredService<TimeProvider>());
        DateTimeOffset inside = default;
        var before = (DateTime)(await nodes.SqlAsync("SELECT clock_timestamp()"))!;
        await nodes.A.Services.GetRequiredService<WriteSession>().RunAsync(
            (scope, _) =>
            {
                inside = scope.Now;
                return Task.CompletedTask;
            },
            CancellationToken.None);
        var after = (DateTime)(await nodes.SqlAsync("SELECT clock_timestamp()"))!;
        Assert.InRange(inside.UtcDateTime, before.AddMilliseconds(-1), after);
    }
}
