using System.Globalization;
using ChatService.LoadTests.Stages;

namespace ChatService.LoadTests.Scenarios;

/// <summary>One run of <see cref="Chat"/>, told on the console.</summary>
public static class ChatCommand
{
    /// <summary>0 when the store holds just what was acked.</summary>
    public static async Task<int> RunAsync(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var stage = await Open.StageAsync(options.Word("on", "postgres"));
        double? rate = options.Word("rate", string.Empty).Length > 0 ? options.Number("rate", 0) : null;
        var result = await new Chat(
            stage, options.Number("pairs", 100), rate, TimeSpan.FromSeconds(options.Number("warm", 10)), TimeSpan.FromSeconds(options.Number("seconds", 20))).RunAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Stage}: {result.Pairs} pairs, {(rate is null ? "as fast as it goes" : $"{rate:0} messages/s meant")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  acked       {result.Rate:0} messages/s; {result.Refused} refused"));
        Console.WriteLine($"  due → ack   {result.Ack}");
        Console.WriteLine($"  due → shown {result.Delivery}");
        Console.WriteLine($"  CPU         {string.Join(", ", result.Cpu.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.MicrosPerMessage:0} µs")))} a message");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  bytes heard {result.BytesPerMessage:0} a message"));
        foreach (var complaint in result.Complaints.Take(20))
        {
            Console.WriteLine($"  WRONG       {complaint}");
        }

        return result.Complaints.Count == 0 && result.Acked > 0 ? 0 : 1;
    }
}
