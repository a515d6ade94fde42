using System.Globalization;

namespace ChatService.Server.Platform.Storage.Copy;

/// <summary>A bar per table on a terminal; a line per table in a file.</summary>
public sealed class CopyProgress(TextWriter to, bool isFile)
{
    private const int Width = 30;

    // Often enough to look alive.
    private const int Every = 500;

    private string table = string.Empty;
    private long all;
    private long done;

    /// <summary>The next table.</summary>
    public void Begin(string name, long rows)
    {
        (table, all, done) = (name, rows, 0);
        Draw();
    }

    /// <summary>One more row.</summary>
    public void Step()
    {
        if (++done % Every == 0)
        {
            Draw();
        }
    }

    /// <summary>The table is through.</summary>
    public void End()
    {
        if (isFile)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table,-26} {done} rows"));
            return;
        }

        Draw();
        to.WriteLine();
    }

    private void Draw()
    {
        if (isFile)
        {
            return;
        }

        // A table that grows while it is read must not draw beyond its end.
        var share = all == 0 ? 1 : Math.Min(1, (double)done / all);
        var full = (int)(share * Width);
        to.Write(string.Create(CultureInfo.InvariantCulture, $"\r{table,-26} [{new string('#', full)}{new string('.', Width - full)}] {share,4:0 %} {done}/{all}"));
        to.Flush();
    }
}
