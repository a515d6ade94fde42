using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ChatService.BrowserTests.Kit;

/// <summary>What the pages complained about: uncaught errors, refused policies, failed answers. Everything that nobody announced fails the story.</summary>
public sealed class Complaints
{
    private readonly ConcurrentQueue<string> heard = new();
    private readonly ConcurrentBag<Regex> expected =
    [
        // The console asks who is signed in before anybody is.
        new("status of 401 .*/api/auth/me(:|$)"),
    ];

    /// <summary>Complaints that match are part of the story.</summary>
    public void Expect(string pattern) => expected.Add(new Regex(pattern));

    /// <summary>A connection that the story cuts is the browser's to mention.</summary>
    public void ExpectLostConnections() => Expect("WebSocket connection to|net::ERR_|Failed to start the connection|Connection disconnected with error|WebSocket closed");

    /// <summary>A node that leaves says so to who comes now.</summary>
    public void ExpectLeavingNode() => Expect(@"\b503\b.*/hubs/(visitor|agent)/negotiate\?");

    /// <summary>Listens to one page for as long as it lives.</summary>
    public void Watch(string who, IPage page, ICollection<string> log)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.PageError += (_, error) => Note($"{who}: uncaught {error}", log, complaint: true);
        page.Crash += (_, _) => Note($"{who}: crashed", log, complaint: true);
        page.Console += (_, line) => Note($"{who}: {line.Type} {line.Text} {line.Location}", log, complaint: line.Type == "error");
        page.Response += (_, answer) => Note($"{who}: {answer.Status} {answer.Request.Method} {answer.Url}", log, complaint: answer.Status >= 500);
    }

    /// <summary>Throws when there is one that nobody announced.</summary>
    public void Verify()
    {
        var surprises = heard.Where(line => !expected.Any(pattern => pattern.IsMatch(line))).ToList();
        if (surprises.Count > 0)
        {
            throw new InvalidOperationException("A page complained:\n" + string.Join('\n', surprises));
        }
    }

    private void Note(string line, ICollection<string> log, bool complaint)
    {
        lock (log)
        {
            log.Add(line);
        }

        if (complaint)
        {
            heard.Enqueue(line);
        }
    }
}
