using System.Diagnostics;
using System.Globalization;

namespace ChatService.LoadTests.Measure;

/// <summary>Processor time, resident memory and open files of processes, from the operating system.</summary>
public static class ProcessMeter
{
    // Of user and system time of itself and of the children it has seen off; counted after the name, which may hold anything.
    private const int FirstTime = 11;
    private const int Times = 4;

    // USER_HZ, which Linux promises to programs whatever the kernel's own is.
    private const double TicksASecond = 100;

    /// <summary>Processor time of a process and of all that it has ever started.</summary>
    public static TimeSpan Cpu(int processId) => Testing.Signals.ChildrenOf(processId).Aggregate(Own(processId), (sum, child) => sum + Cpu(child));

    /// <summary>Resident bytes of one process.</summary>
    public static long Memory(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64;
    }

    /// <summary>Files and sockets that one process has open.</summary>
    public static int Handles(int processId) => Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length;

    private static TimeSpan Own(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return TimeSpan.FromSeconds(
                stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Skip(FirstTime).Take(Times).Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksASecond);
        }
        catch (IOException)
        {
            // It ended while it was looked for.
            return TimeSpan.Zero;
        }
    }
}
