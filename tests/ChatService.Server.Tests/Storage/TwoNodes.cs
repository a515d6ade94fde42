using ChatService.Testing;

namespace ChatService.Server.Tests.Storage;

/// <summary>Two servers on one PostgreSQL database.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    private TwoNodes()
    {
        Postgres = TestStore.AlwaysPostgres(directory.Path);
        A = Start();
        B = Start();
    }

    public string Postgres { get; }

    public ChatHost A { get; }

    public ChatHost B { get; }

    public static TwoNodes Open() => new();

    /// <summary>One statement on the database they share.</summary>
    public Task<object?> SqlAsync(string sql) => TestStore.ExecuteAsync(directory.Path, sql);

    public ChatHost Start() => ChatHost.Start(directory.Path, settings: new Dictionary<string, string>(Roomy.Limits) { ["ConnectionStrings:Postgres"] = Postgres });

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        directory.Dispose();
    }
}
