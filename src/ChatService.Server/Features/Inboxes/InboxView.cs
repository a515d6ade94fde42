using System.Text.Encodings.Web;

namespace ChatService.Server.Features.Inboxes;

/// <summary>An inbox on the wire; PROTOCOL.md §4.</summary>
public sealed record InboxView(
    Guid Id, string Key, string Name, bool Enabled, string Color, string Locale, IReadOnlyDictionary<string, string> Greeting,
    IReadOnlyDictionary<string, List<string>> SuggestedQuestions, IReadOnlyList<string> AllowedOrigins, Guid? BusinessHoursId, IReadOnlyList<Guid> TeamIds,
    PreChat PreChat, Launcher Launcher, RoutingOptions Routing, int WrapUpSeconds, string EmbedSnippet,
    int? AnswersWithinSeconds, int Version)
{
    /// <summary>Signs identities; only in the answer that made it.</summary>
    public string? Secret { get; init; }

    /// <summary>From the row; <paramref name="address"/> is where browsers reach this server.</summary>
    public static InboxView Of(Inbox inbox, string address, IInboxPromise promise)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(promise);
        return new InboxView(
            inbox.Id, inbox.Key, inbox.Name, inbox.Enabled, inbox.Color, inbox.Locale, inbox.Greeting, inbox.SuggestedQuestions, inbox.AllowedOrigins,
            inbox.BusinessHoursId, inbox.TeamIds, inbox.PreChat, inbox.Launcher, inbox.Routing, inbox.WrapUpSeconds, Snippet(address, inbox.Key),
            promise.FirstResponseSeconds(inbox.Id), inbox.Version);
    }

    private static string Snippet(string address, string key) =>
        $"<script async src=\"{HtmlEncoder.Default.Encode(address)}/widget.js\" data-inbox=\"{HtmlEncoder.Default.Encode(key)}\"></script>";
}
