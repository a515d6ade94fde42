using System.Text.RegularExpressions;
using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Inboxes;

/// <summary>Everything that can be wrong with an inbox, whatever else is stored.</summary>
internal static partial class InboxDraftCheck
{
    private const int MaxLanguages = 30;
    private const int MaxGreeting = 500;
    private const int MaxQuestions = 6;
    private const int MaxQuestion = 120;
    private const int MaxOrigins = 100;
    private const int MaxOffset = 400;
    private const int MaxWrapUp = 3_600;

    public static void Check(InboxDraft draft, bool isNew, Complaints complaints)
    {
        complaints.Require(draft.Key is null ? !isNew : KeyFormat().IsMatch(draft.Key), "key", FieldCode.BadFormat, "A key has 2 to 40 of a-z, 0-9 and -.");
        complaints.Require(draft.Name is null ? !isNew : ContentText.CleanName(draft.Name) is not null, "name", FieldCode.Required, "A name is needed.");
        complaints.Require(draft.Color is null || ColorFormat().IsMatch(draft.Color), "color", FieldCode.BadFormat, "A colour is #rrggbb.");
        complaints.Require(draft.Locale is null || ContentText.CleanLocale(draft.Locale) is not null, "locale", FieldCode.BadFormat, "This is not a language tag.");
        complaints.Require(draft.WrapUpSeconds is null or (>= 0 and <= MaxWrapUp), "wrapUpSeconds", FieldCode.OutOfRange, $"0 to {MaxWrapUp} seconds.");
        complaints.Require(isNew || draft.Version is not null, "version", FieldCode.Required, "The version that was read is needed.");
        CheckTexts(draft, complaints);
        CheckOrigins(draft.AllowedOrigins, complaints);
        if (draft.Launcher is { } launcher)
        {
            complaints.Require(launcher.Position is "right" or "left", "launcher.position", FieldCode.UnknownValue, "The launcher sits right or left.");
            complaints.Require(launcher.OffsetX is >= 0 and <= MaxOffset, "launcher.offsetX", FieldCode.OutOfRange, $"0 to {MaxOffset} pixels.");
            complaints.Require(launcher.OffsetY is >= 0 and <= MaxOffset, "launcher.offsetY", FieldCode.OutOfRange, $"0 to {MaxOffset} pixels.");
        }

        if (draft.Routing is { } routing)
        {
            RoutingOptionsCheck.Check(routing, complaints);
        }
    }

    /// <summary>An origin as browsers send it, or null.</summary>
    public static string? CleanOrigin(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri is { UserInfo: "", Host.Length: > 0, AbsolutePath: "/", Query: "", Fragment: "" }
            ? $"{uri.Scheme}://{(uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.ToLowerInvariant())}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : null;

    private static void CheckTexts(InboxDraft draft, Complaints complaints)
    {
        complaints.Require(draft.Greeting is null || draft.Greeting.Count <= MaxLanguages, "greeting", FieldCode.TooMany, $"At most {MaxLanguages} languages.");
        foreach (var (tag, text) in draft.Greeting ?? [])
        {
            complaints.Require(ContentText.CleanLocale(tag) is not null, $"greeting.{tag}", FieldCode.BadFormat, "This is not a language tag.");
            complaints.Require(text is null || text.Length <= MaxGreeting, $"greeting.{tag}", FieldCode.TooLong, $"At most {MaxGreeting} characters.");
        }

        complaints.Require(draft.SuggestedQuestions is null || draft.SuggestedQuestions.Count <= MaxLanguages, "suggestedQuestions", FieldCode.TooMany, $"At most {MaxLanguages} languages.");
        foreach (var (tag, questions) in draft.SuggestedQuestions ?? [])
        {
            complaints.Require(ContentText.CleanLocale(tag) is not null, $"suggestedQuestions.{tag}", FieldCode.BadFormat, "This is not a language tag.");
            complaints.Require(questions is null || questions.Count <= MaxQuestions, $"suggestedQuestions.{tag}", FieldCode.TooMany, $"At most {MaxQuestions} questions.");
            complaints.Require(
                questions is null || questions.TrueForAll(q => q is { Length: <= MaxQuestion }), $"suggestedQuestions.{tag}", FieldCode.TooLong, $"A question has at most {MaxQuestion} characters.");
        }
    }

    private static void CheckOrigins(List<string>? origins, Complaints complaints)
    {
        complaints.Require(origins is null || origins.Count <= MaxOrigins, "allowedOrigins", FieldCode.TooMany, $"At most {MaxOrigins} websites.");
        for (var i = 0; i < (origins?.Count ?? 0); i++)
        {
            complaints.Require(CleanOrigin(origins![i]) is not null, $"allowedOrigins.{i}", FieldCode.BadFormat, "A website is scheme://host, with a port if it needs one, and no path.");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{2,40}\z")]
    private static partial Regex KeyFormat();

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    private static partial Regex ColorFormat();
}
