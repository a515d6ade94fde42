using ChatService.Baselines;
using ChatService.Baselines.OfficialScheme;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using StackExchange.Redis;

// Bare SignalR hubs to measure the product against, in the same run on the same machine. relay: stores nothing. insert: one INSERT awaited for each message. official: relays between nodes
// by the scheme of the official Redis backplane. ASPNETCORE_URLS says where; ConnectionStrings__Postgres and ConnectionStrings__Redis name what "insert" and "official" need.
if (args is not [("relay" or "insert" or "official") and var mode])
{
    Console.Error.WriteLine("Usage: ChatService.Baselines relay|insert|official");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSignalR(hubs =>
{
    // As in the product, so that neither side does more.
    hubs.MaximumParallelInvocationsPerClient = 4;
    hubs.KeepAliveInterval = TimeSpan.FromSeconds(10);
    hubs.ClientTimeoutInterval = TimeSpan.FromSeconds(25);
});
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Numbers>();
if (mode == "insert")
{
    var source = NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Postgres") ?? throw new InvalidOperationException("ConnectionStrings__Postgres is missing."));
    await using (var create = source.CreateCommand(
        "CREATE TABLE IF NOT EXISTS message (id uuid PRIMARY KEY, conversation_id uuid NOT NULL, seq bigint NOT NULL, client_message_id uuid NOT NULL, text text NOT NULL, created_at timestamptz NOT NULL)"))
    {
        await create.ExecuteNonQueryAsync();
    }

    builder.Services.AddSingleton(source).AddSingleton<IKeep, KeepByInsert>();
}
else
{
    builder.Services.AddSingleton<IKeep, KeepNothing>();
}

if (mode == "official")
{
    var settings = ConfigurationOptions.Parse(builder.Configuration.GetConnectionString("Redis") ?? throw new InvalidOperationException("ConnectionStrings__Redis is missing."));
    builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(settings));
    builder.Services.AddSingleton(typeof(HubLifetimeManager<>), typeof(ChannelPerNameLifetime<>));
}

var app = builder.Build();
app.MapHub<RelayHub>("/hub", options => options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets);
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
await app.RunAsync();
return 0;
