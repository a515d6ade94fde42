using ChatService.Domain;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>What a list is asked for, as it came.</summary>
public sealed record ConversationFilter(
    string? View = null,
    Guid? InboxId = null,
    Guid? AgentId = null,
    Guid? TeamId = null,
    string? State = null,
    string? Priority = null,
    string? Cursor = null,
    int? Limit = null);

/// <summary>The same, checked.</summary>
public sealed record CheckedFilter(string View, ConversationFilter Asked, ConversationState? State, Priority? Priority, PageCursor? After, int Limit)
{
    private const int MostRows = 100;
    private const int UsualRows = 50;
    private static readonly string[] Views = ["queue", "mine", "all", "closed"];
    private static readonly Dictionary<string, ConversationState> States = Enum.GetValues<ConversationState>().ToDictionary(ConversationViews.State);

    /// <summary>invalid_argument names every parameter that is not right.</summary>
    public static Outcome<CheckedFilter> Of(ConversationFilter asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var wrong = new List<string>();
        var view = asked.View ?? "all";
        if (!Views.Contains(view))
        {
            wrong.Add($"view is one of {string.Join(", ", Views)}.");
        }

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

        AddIf(!PageCursor.TryParse(asked.Cursor, out var after), "cursor is not one of ours.");
        AddIf(asked.Limit is < 1 or > MostRows, $"limit is from 1 to {MostRows}.");
        return wrong.Count > 0
            ? Refusal.Invalid(string.Join(" ", wrong))
            : new CheckedFilter(view, asked, state, priority, after, asked.Limit ?? UsualRows);

        void AddIf(bool isWrong, string text)
        {
            if (isWrong)
            {
                wrong.Add(text);
            }
        }
    }

    /// <summary>Everything but the view and the place.</summary>
    public IQueryable<Conversation> Apply(IQueryable<Conversation> conversations)
    {
        var (inbox, agent, team) = (Asked.InboxId, Asked.AgentId, Asked.TeamId);
        conversations = inbox is null ? conversations : conversations.Where(c => c.InboxId == inbox);
        conversations = agent is null ? conversations : conversations.Where(c => c.AssigneeId == agent);
        conversations = team is null ? conversations : conversations.Where(c => c.TeamId == team);
        conversations = State is null ? conversations : conversations.Where(c => c.State == State);
        return Priority is null ? conversations : conversations.Where(c => c.Priority == Priority);
    }
}
