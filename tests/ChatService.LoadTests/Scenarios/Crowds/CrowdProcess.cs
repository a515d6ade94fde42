using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChatService.LoadTests.Stages;

namespace ChatService.LoadTests.Scenarios.Crowds;

/// <summary>
/// A crowd in a process of its own: one process has too few files for tens of thousands of sockets. It is told a line on its input and answers with one on its output, JSON each; it ends
/// when its input does, so also when we are no more.
/// </summary>
public sealed class CrowdProcess : ICrowd
{
    /// <summary>What makes the load tool one of these.</summary>
    public const string Word = "crowd-process";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(5);

    private readonly Process process;

    private CrowdProcess(Process process) => this.process = process;

    /// <summary>Starts one.</summary>
    public static async Task<CrowdProcess> StartAsync(IReadOnlyList<Seat> seats, int offset)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, [Word, offset.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(info)!;
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(seats));
        return new CrowdProcess(process);
    }

    /// <summary>The other end.</summary>
    public static async Task<int> ServeAsync(int offset)
    {
        var seats = JsonSerializer.Deserialize<List<Seat>>(await Console.In.ReadLineAsync() ?? "[]")!;
        await using var crowd = new Crowd(seats, offset);
        while (await Console.In.ReadLineAsync() is { } command)
        {
            object answer = command.Split(' ') switch
            {
                ["connect", var atOnce] => await crowd.ConnectAsync(int.Parse(atOnce, CultureInfo.InvariantCulture)),
                ["storm"] => await crowd.StormAsync(),
                _ => await crowd.CountAsync(),
            };
            Console.WriteLine(JsonSerializer.Serialize(answer));
        }

        return 0;
    }

    public Task<CrowdAnswer> ConnectAsync(int atOnce) => AskAsync<CrowdAnswer>(string.Create(CultureInfo.InvariantCulture, $"connect {atOnce}"));

    public Task<CrowdAnswer> StormAsync() => AskAsync<CrowdAnswer>("storm");

    public Task<int> CountAsync() => AskAsync<int>("count");

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task<T> AskAsync<T>(string command)
    {
        await process.StandardInput.WriteLineAsync(command);
        await process.StandardInput.FlushAsync();
        var answer = await process.StandardOutput.ReadLineAsync().WaitAsync(AnswerLimit) ?? throw new InvalidOperationException("A process of clients has ended.");
        return JsonSerializer.Deserialize<T>(answer)!;
    }
}
