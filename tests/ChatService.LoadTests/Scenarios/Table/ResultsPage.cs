using System.Globalization;
using System.Text;
using ChatService.LoadTests.Report;

namespace ChatService.LoadTests.Scenarios.Table;

/// <summary>RESULTS.md: the targets, each beside what it is compared with, and every figure below.</summary>
public static class ResultsPage
{
    /// <summary>The page.</summary>
    public static string Write(Results results, IReadOnlyList<(string Step, string Command)> commands, LoadReport report, TimeSpan took)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(report);
        var (m, page) = (report.Machine, new StringBuilder("# Load\n\n"));
        page.Append(CultureInfo.InvariantCulture, $"`{report.Command}`, {report.At:yyyy-MM-dd}, commit {m.Commit}, in {took.TotalMinutes:0} minutes. {m.Cores} cores of {m.Processor}, {m.MemoryGb:0} GB, with everything on them: ");
        page.Append(CultureInfo.InvariantCulture, $"servers, clients, databases. Load average before: {m.LoadBefore}. .NET {m.DotNet}, {m.Postgres}, Redis {m.Redis}, Node.js {m.Node}, {m.System}.\n\n");
        page.Append("The median of the repeats, and in brackets the smallest and the largest. Every baseline is of the same run on the same machine; see `tests/ChatService.Baselines`. Waits are counted from the moment at which a message was due. The history is filled in while the idle connections are held.\n\n");
        page.Append("| | wanted | measured | beside it | |\n|---|---|---|---|---|\n");
        foreach (var target in Targets.Of(results))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {target.Name} | {target.Wanted} | {target.Measured} | {target.Beside} | {(target.IsReached == false ? $"**{target.Verdict}**" : target.Verdict)} |\n");
        }

        page.Append(results.Complaints.Count == 0 ? "\nEvery check after a run was satisfied: what was acked is stored once and in order, and was shown once at the other side.\n" : "\n**What the checks found wrong**\n\n");
        foreach (var complaint in results.Complaints)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {complaint}\n");
        }

        page.Append("\n## How\n\n| step | `dotnet run -c Release --project tests/ChatService.LoadTests --` |\n|---|---|\n");
        foreach (var (step, command) in commands)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {step} | `{command}` |\n");
        }

        foreach (var group in report.Groups)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {group[0].Scenario}: {group[0].Stage}{(group[0].Settings.TryGetValue("rate", out var rate) ? $", {rate} messages/s meant" : string.Empty)}\n\n| | |\n|---|---|\n");
            foreach (var figure in Summary.Of(group))
            {
                page.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure} |\n");
            }
        }

        return page.ToString();
    }
}
