using System.Diagnostics;
using System.Runtime.InteropServices;
using ChatService.Testing;

namespace ChatService.LoadTests.Report;

/// <summary>Where the figures come from.</summary>
public sealed record Machine(int Cores, string Processor, double MemoryGb, string System, string DotNet, string Postgres, string Redis, string Node, string Commit, string LoadBefore)
{
    /// <summary>This one, now.</summary>
    public static Machine Here() => new(
        Environment.ProcessorCount,
        Line("/proc/cpuinfo", "model name"),
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0, 1),
        RuntimeInformation.OSDescription,
        Environment.Version.ToString(),
        Said(Path.Combine(PostgresServer.Programs, "postgres"), "--version"),
        Said("redis-server", "--version").Split(' ').FirstOrDefault(word => word.StartsWith("v=", StringComparison.Ordinal))?[2..] ?? "?",
        Said("node", "--version"),
        Said("git", "rev-parse --short HEAD"),
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?");

    private static string Line(string file, string name) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "?" : "?";

    private static string Said(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? said : "?";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "not installed";
        }
    }
}
