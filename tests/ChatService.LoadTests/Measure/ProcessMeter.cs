using System.Diagnostics;

namespace ChatService.LoadTests.Measure;

/// <summary>Processor time and resident memory of processes, from the operating system.</summary>
public static class ProcessMeter
{
    /// <summary>Processor time of a process and of all that it has started and that still run.</summary>
    public static TimeSpan Cpu(int processId)
    {
        var sum = Own(processId);
        foreach (var child in Testing.Signals.ChildrenOf(processId))
        {
            sum += Cpu(child);
        }

        return sum;
    }

    /// <summary>Resident bytes of one process.</summary>
    public static long Memory(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64;
    }

    private static TimeSpan Own(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.TotalProcessorTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }
}
