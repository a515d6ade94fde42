using System.Globalization;

namespace ChatService.ClusterTests.Kit;

/// <summary>
/// A wall clock that is wrong for one process and that a test can set while it runs (Debian's libfaketime). The monotonic clock stays right, as it does when an operator or a time
/// server sets a machine's clock.
/// </summary>
internal sealed class SkewedClock : IDisposable
{
    private readonly TempDirectory directory = new();

    public SkewedClock() => Set(TimeSpan.Zero);

    private string File => Path.Combine(directory.Path, "skew");

    /// <summary>For the environment of the process.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library(),
        ["DONT_FAKE_MONOTONIC"] = "1",
        // Its workaround for old C libraries shifts the ends of waits by the skew: every limit would be over at once.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        // A look at the file with each look at the clock would slow the process down; one a second is soon enough.
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_TIMESTAMP_FILE"] = File,
    };

    /// <summary>From now on the process believes that it is so much later.</summary>
    public void Set(TimeSpan skew)
    {
        // Moved into place: the process may read it at any moment.
        System.IO.File.WriteAllText(File + ".next", ((long)skew.TotalSeconds).ToString("+0;-0;+0", CultureInfo.InvariantCulture) + "\n");
        System.IO.File.Move(File + ".next", File, overwrite: true);
    }

    public void Dispose() => directory.Dispose();

    // Not the one for threads (libfaketimeMT): there every look at a clock takes one lock, and a server looks from many threads.
    private static string Library() =>
        Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(System.IO.File.Exists)
        ?? throw new InvalidOperationException("libfaketime is missing. These tests need it: apt-get install faketime");
}
