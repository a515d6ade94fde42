using ChatService.Domain;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>What a list is asked for, as it came.</summary>
public sealed record ConversationFilter
{
    public string? View { get; init; }
    public Guid? InboxId { get; init; }
    public Guid? AgentId { get; init; }
    public Guid? TeamId { get; init; }
    public string? State { get; init; }
    public string? Priority { get; init; }
    public string? Tag { get; init; }
    public string? Locale { get; init; }
    public string? Unread { get; init; }
    public string? Waiting { get; init; }
    public string? Callback { get; init; }
    public int? BreachedWithin { get; init; }
    public string? Sort { get; init; }
    public string? Cursor { get; init; }
    public int? Limit { get; init; }
}

/// <summary>The same, checked.</summary>
public sealed record CheckedFilter(
    string View, ConversationFilter Asked, ConversationState? State, Priority? Priority, bool? Unread, string Sort, PageCursor? After, int Limit)
{
    private const int MostRows = 100;
    private const int UsualRows = 50;

    // Longer than any report of "just now", short enough for the index of breaches to hold few.
    private const int LongestBreachedWithin = 86_400;
    private static readonly string[] Views = ["queue", "mine", "all", "closed", "any", "callbacks"];
    private static readonly string[] Sorts = ["activity", "waiting", "priority"];
    private static readonly string[] Places = ["any", "queue", "in_hand"];
    private static readonly string[] CallbackStates = ["any", "open", "done"];
    private static readonly Dictionary<string, ConversationState> States = Enum.GetValues<ConversationState>().ToDictionary(ConversationViews.State);

    /// <summary>invalid_argument names every parameter that is not right.</summary>
    public static Outcome<CheckedFilter> Of(ConversationFilter asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var wrong = new List<string>();
        var view = asked.View ?? "all";
        OneOf("view", view, Views);
        OneOf("sort", asked.Sort, Sorts);
        OneOf("waiting", asked.Waiting, Places);
        OneOf("callback", asked.Callback, CallbackStates);
        AddIf(asked.Sort is not null && view is not ("mine" or "all"), "sort is for the views mine and all; the others have an order of their own.");

        ConversationState? state = null;
        if (asked.State is { } stateName)
        {
            state = States.TryGetValue(stateName, out var known) ? known : null;
            AddIf(state is null, $"state is one of {string.Join(", ", States.Keys)}.");
        }

        Priority? priority = null;
        if (asked.Priority is { } name)
        {
            priority = Enum.GetValues<Priority>().Where(p => p.ToString() == name).Cast<Priority?>().FirstOrDefault();
            AddIf(priority is null, "priority is one of P0, P1, P2, P3.");
        }

        bool? unread = bool.TryParse(asked.Unread, out var read) ? read : null;
        AddIf(asked.Unread is not null && unread is null, "unread is true or false.");
        AddIf(asked.BreachedWithin is < 1 or > LongestBreachedWithin, $"breachedWithin is 1 to {LongestBreachedWithin} seconds.");
        AddIf(!PageCursor.TryParse(asked.Cursor, out var after), "cursor is not one of ours.");
        AddIf(asked.Limit is < 1 or > MostRows, $"limit is from 1 to {MostRows}.");
        return wrong.Count > 0
            ? Refusal.Invalid(string.Join(" ", wrong))
            : new CheckedFilter(view, asked, state, priority, unread, asked.Sort ?? "activity", after, asked.Limit ?? UsualRows);

        void OneOf(string field, string? value, string[] known) =>
            AddIf(value is not null && !known.Contains(value), $"{field} is one of {string.Join(", ", known)}.");

        void AddIf(bool isWrong, string text)
        {
            if (isWrong)
            {
                wrong.Add(text);
            }
        }
    }

    /// <summary>Everything but the view, the breaches and the place.</summary>
    public IQueryable<Conversation> Apply(IQueryable<Conversation> conversations)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        var (inbox, agent, team, locale) = (Asked.InboxId, Asked.AgentId, Asked.TeamId, Asked.Locale);
        conversations = inbox is null ? conversations : conversations.Where(c => c.InboxId == inbox);
        conversations = agent is null ? conversations : conversations.Where(c => c.AssigneeId == agent);
        conversations = team is null ? conversations : conversations.Where(c => c.TeamId == team);
        conversations = State is null ? conversations : conversations.Where(c => c.State == State);
        conversations = locale is null ? conversations : conversations.Where(c => c.Locale == locale);
        conversations = Unread is not { } unread ? conversations : conversations.Where(c => c.Unread > 0 == unread);
        conversations = Priority is null ? conversations : conversations.Where(c => c.Priority == Priority);
        return CallbackState(Place(conversations));
    }

    // The same two places as on the wall: the queue, and the hand of an agent who has not answered.
    private IQueryable<Conversation> Place(IQueryable<Conversation> conversations) => Asked.Waiting switch
    {
        "queue" => conversations.Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered),
        "in_hand" => conversations.Where(c => c.AssigneeId != null && c.AwaitingSince != null
            && (c.State == ConversationState.Active || c.State == ConversationState.WaitingCustomer || c.State == ConversationState.Snoozed)),
        "any" => conversations.Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered || (c.AssigneeId != null && c.AwaitingSince != null
            && (c.State == ConversationState.Active || c.State == ConversationState.WaitingCustomer || c.State == ConversationState.Snoozed))),
        _ => conversations,
    };

    private IQueryable<Conversation> CallbackState(IQueryable<Conversation> conversations) => Asked.Callback switch
    {
        "open" => conversations.Where(c => c.CallbackRequestedAt != null && c.CallbackDoneAt == null),
        "done" => conversations.Where(c => c.CallbackRequestedAt != null && c.CallbackDoneAt != null),
        "any" => conversations.Where(c => c.CallbackRequestedAt != null),
        _ => conversations,
    };
}
