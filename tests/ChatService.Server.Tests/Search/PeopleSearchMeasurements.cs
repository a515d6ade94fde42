using System.Diagnostics;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Search;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Search;

/// <summary>How long people are looked for among 200 000. Run it with <c>-explicit only -class ChatService.Server.Tests.Search.PeopleSearchMeasurements</c>.</summary>
public sealed class PeopleSearchMeasurements(ITestOutputHelper output)
{
    private const int People = 200_000;
    private const int Rounds = 60;

    private static readonly string[] First = ["Sofía", "Chen", "João", "Anna", "Mehmet", "王小", "陈", "Lukas", "Ngozi", "Zoë"];
    private static readonly string[] Last = ["Martínez", "Wei", "Silva", "Schmidt", "Yılmaz", "明", "静", "O'Brien", "Okafor", "Łukasz"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task P95_of_each_kind_of_query()
    {
        await using var host = ChatHost.Start();
        await FillAsync(host.Services.GetRequiredService<WriteSession>());
        var index = host.Services.GetRequiredService<IContactIndex>();
        var clock = Stopwatch.StartNew();
        while (await index.IndexNextAsync(Token) > 0)
        {
        }

        output.WriteLine($"{host.Services.GetRequiredService<IStorageEngine>().Name}: {People} contacts indexed in {clock.Elapsed.TotalSeconds:0} s");
        var queries = host.Services.GetRequiredService<ContactQueries>();
        var admin = host.Services.GetRequiredService<AgentDirectory>().Agents.Single(a => a.Role == AgentRole.Admin);
        foreach (var (kind, query) in new (string, Func<int, string>)[]
        {
            ("everybody has it", _ => "example.com"), ("one in ten", i => First[i % First.Length]), ("one in a hundred", i => $"{First[i % 10]} {Last[i * 7 % 10]}"),
            ("one", i => $"person{i * 3_331}@example.com"), ("short id", i => $"Visitor {i * 997 % 65_536:x4}"), ("nobody", i => $"zzyzx{i}"), ("phone", i => $"030 {1_000_000 + (i * 2_711)}"),
        })
        {
            var times = new List<double>();
            for (var i = 0; i < Rounds; i++)
            {
                clock.Restart();
                (await queries.PageAsync(admin, query(i), null, 20, Token)).OrThrow();
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            output.WriteLine($"{kind}: p50 {times[Rounds / 2]:0} ms, p95 {times[Rounds * 95 / 100]:0} ms");
        }
    }

    private static async Task FillAsync(WriteSession session)
    {
        for (var from = 0; from < People; from += 5_000)
        {
            await session.RunAsync(
                (scope, _) =>
                {
                    for (var i = from; i < from + 5_000; i++)
                    {
                        scope.Db.Add(new Contact
                        {
                            Id = Guid.NewGuid(), Name = $"{First[i % 10]} {Last[i / 10 % 10]} {i}", Email = $"person{i}@example.com", Phone = $"+49 30 {1_000_000 + i}",
                            CreatedAt = scope.Now, LastSeenAt = scope.Now.AddSeconds(-i),
                        });
                    }

                    return Task.CompletedTask;
                },
                Token);
        }
    }
}
