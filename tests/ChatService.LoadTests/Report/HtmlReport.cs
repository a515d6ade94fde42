using System.Globalization;
using System.Net;
using System.Text;

namespace ChatService.LoadTests.Report;

/// <summary>The report as one page without anything from elsewhere: figures, plots, settings, machine. Light and dark.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c2126;--soft:#66707a;--line:#d9dee3;--paper:#fff;--bad:#b3261e}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#98a2ac;--line:#39424b;--paper:#15191d;--bad:#ff8a80}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2.5rem}h3{font-size:.95rem;margin-bottom:.3rem}small,.soft{color:var(--soft)}
        table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line)}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:var(--bad)}code{font-size:.9em}
        svg{width:100%;height:auto}svg text{font-size:11px;fill:var(--soft)}svg .grid{stroke:var(--line)}
        polyline{fill:none;stroke-width:1.8}.c0{stroke:#2f7de1}.c1{stroke:#e07b24}.c2{stroke:#2e9e6b}.c3{stroke:#b04fc4}.c4{stroke:#c9a400}.c5{stroke:#d5485f}
        .key i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin:0 .35em 0 1em}
        .k0{background:#2f7de1}.k1{background:#e07b24}.k2{background:#2e9e6b}.k3{background:#b04fc4}.k4{background:#c9a400}.k5{background:#d5485f}
        .share{display:flex;height:1.2rem;border-radius:4px;overflow:hidden;margin:.3rem 0}
        """;

    private const string CpuPrefix = "CPU ";

    /// <summary>The page.</summary>
    public static string Write(LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var machine = report.Machine;
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Load</title>")
            .Append(CultureInfo.InvariantCulture, $"<style>{Style}</style></head><body><h1>Load, {report.At:yyyy-MM-dd HH:mm} UTC</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p><code>{Text(report.Command)}</code></p>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Commit {Text(machine.Commit)}. {machine.Cores} cores of {Text(machine.Processor)}, {machine.MemoryGb:0.#} GB, {Text(machine.System)}. ")
            .Append(CultureInfo.InvariantCulture, $".NET {machine.DotNet}, {Text(machine.Postgres)}, Redis {Text(machine.Redis)}, Node.js {Text(machine.Node)}. Load average before: {machine.LoadBefore}. Clients and servers share the machine.</p>");
        Targets(page, report.Targets);
        foreach (var group in report.Groups)
        {
            Group(page, group);
        }

        return page.Append("</body></html>").ToString();
    }

    private static void Targets(StringBuilder page, IReadOnlyList<IReadOnlyList<string>> targets)
    {
        if (targets.Count == 0)
        {
            return;
        }

        page.Append("<table><tr><th>promise</th><th>wanted</th><th>measured</th><th>beside it</th><th></th></tr>");
        foreach (var target in targets)
        {
            page.Append("<tr>").AppendJoin(string.Empty, target.Select(cell => $"<td>{Text(cell)}</td>")).Append("</tr>");
        }

        page.Append("</table>");
    }

    private static void Group(StringBuilder page, IReadOnlyList<Run> runs)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(runs[0].Scenario)}: {Text(runs[0].Stage)}</h2><p class=\"soft\">")
            .AppendJoin(", ", runs[0].Settings.Select(s => Text($"{s.Key} {s.Value}")))
            .Append(CultureInfo.InvariantCulture, $"; {runs.Count} {(runs.Count == 1 ? "run" : "runs")}</p><table><tr><th>figure</th><th class=\"n\">median</th><th class=\"n\">from</th><th class=\"n\">to</th><th>unit</th></tr>");
        var summaries = Summary.Of(runs);
        foreach (var s in summaries)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(s.Name)}</td><td class=\"n\">{Summary.Number(s.Median)}</td><td class=\"n\">{Summary.Number(s.Least)}</td><td class=\"n\">{Summary.Number(s.Most)}</td><td>{Text(s.Unit)}</td></tr>");
        }

        page.Append("</table>");
        foreach (var complaint in runs.SelectMany(run => run.Complaints).Take(20))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"bad\">{Text(complaint)}</p>");
        }

        Shares(page, [.. summaries.Where(s => s.Name.StartsWith(CpuPrefix, StringComparison.Ordinal) && s.Name != "CPU in all" && s.Median > 0)]);
        // One repeat stands for all: the one in the middle of the list.
        foreach (var plot in runs[runs.Count / 2].Curves.GroupBy(curve => curve.Plot))
        {
            List<Curve> curves = [.. plot];
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(plot.Key)} <small>{Text(curves[0].Unit)}</small></h3>").Append(Plot.Draw(curves));
            Key(page, [.. curves.Select(curve => curve.Name)]);
        }
    }

    private static void Shares(StringBuilder page, List<Summary> cpu)
    {
        if (cpu.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<h3>Processor time <small>{Text(cpu[0].Unit)}</small></h3><div class=\"share\">");
        for (var i = 0; i < cpu.Count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"k{i % 6}\" style=\"width:{100 * cpu[i].Median / cpu.Sum(c => c.Median):0.##}%\"></div>");
        }

        page.Append("</div>");
        Key(page, [.. cpu.Select(c => $"{c.Name[CpuPrefix.Length..]} {Summary.Number(c.Median)}")]);
    }

    private static void Key(StringBuilder page, List<string> names)
    {
        page.Append("<p class=\"key soft\">");
        for (var i = 0; i < names.Count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<i class=\"k{i % 6}\"></i>{Text(names[i])}");
        }

        page.Append("</p>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
