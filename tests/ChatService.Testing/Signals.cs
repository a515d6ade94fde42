using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ChatService.Testing;

/// <summary>Signals to processes that a test has started.</summary>
public static class Signals
{
    /// <summary>Reload, for nginx and PostgreSQL.</summary>
    public const int HangUp = 1;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int processId, int signal)
    {
        if (kill(processId, signal) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>To one that may have ended by itself.</summary>
    public static void TrySend(int processId, int signal)
    {
        const int NoSuchProcess = 3;
        if (kill(processId, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>The processes that this one has started and that have not ended.</summary>
    public static IReadOnlyList<int> ChildrenOf(int processId) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => ParentOf(id) == processId)];

    private static int? ParentOf(int process)
    {
        try
        {
            // pid (name) state ppid …; the name may hold anything.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int processId, int signal);
}
