using ChatService.Testing;

namespace ChatService.Server.Tests.Storage;

/// <summary>Two servers on one PostgreSQL database.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    private readonly IReadOnlyDictionary<string, string> more;

    private TwoNodes(IReadOnlyDictionary<string, string>? more)
    {
        this.more = more ?? new Dictionary<string, string>();
        Postgres = TestStore.AlwaysPostgres(directory.Path);
        A = Start();
        B = Start();
    }

    public string Postgres { get; }

    public ChatHost A { get; }

    public ChatHost B { get; }

    /// <summary>What any further node needs to join.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>([.. Roomy.Limits, .. more]) { ["ConnectionStrings:Postgres"] = Postgres };

    public static TwoNodes Open(IReadOnlyDictionary<string, string>? more = null) => new(more);

    /// <summary>One statement on the database they share.</summary>
    public Task<object?> SqlAsync(string sql) => TestStore.ExecuteAsync(directory.Path, sql);

    public ChatHost Start() => ChatHost.Start(directory.Path, settings: Settings);

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        directory.Dispose();
    }
}
