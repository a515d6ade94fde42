using System.Globalization;
using System.Text.RegularExpressions;
using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>Between the words of PROTOCOL.md and the domain's rule, both ways.</summary>
public static partial class AutoReplyWire
{
    private static readonly Dictionary<string, AutoReplyTriggerKind> Triggers = new(StringComparer.Ordinal)
    {
        ["conversation_started"] = AutoReplyTriggerKind.ConversationStarted,
        ["keyword"] = AutoReplyTriggerKind.Keyword,
        ["outside_hours"] = AutoReplyTriggerKind.OutsideHours,
        ["waiting"] = AutoReplyTriggerKind.WaitingFor,
        ["agent_silent"] = AutoReplyTriggerKind.AgentSilentFor,
        ["customer_silent"] = AutoReplyTriggerKind.CustomerSilentFor,
        ["closed"] = AutoReplyTriggerKind.Closed,
    };

    private static readonly Dictionary<string, BusinessHoursCondition> Hours = new(StringComparer.Ordinal)
    {
        ["any"] = BusinessHoursCondition.Any,
        ["open"] = BusinessHoursCondition.Open,
        ["closed"] = BusinessHoursCondition.Closed,
    };

    private static readonly Dictionary<string, DeskCondition> Desks = new(StringComparer.Ordinal)
    {
        ["any"] = DeskCondition.Any,
        ["staffed"] = DeskCondition.Staffed,
        ["nobody"] = DeskCondition.Nobody,
    };

    /// <summary>The wire name of an action.</summary>
    public static string TypeOf(AutoReplyAction action) => action switch
    {
        ReplyAction => "reply",
        SetPriorityAction => "set_priority",
        AddTagAction => "add_tag",
        AssignTeamAction => "assign_team",
        RequireSkillAction => "require_skill",
        HandToBotAction => "hand_to_bot",
        HandToHumanAction => "hand_to_human",
        OfferCallbackAction => "offer_callback",
        CloseAction => "close",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.GetType().Name, "No such action."),
    };

    /// <summary>The rule as a client reads it.</summary>
    public static AutoReplyBody Write(AutoReplyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var conditions = rule.Conditions;
        return new AutoReplyBody
        {
            Id = rule.Id,
            Name = rule.Name,
            Enabled = rule.Enabled,
            Order = rule.Order,
            Trigger = new(Triggers.First(t => t.Value == rule.Trigger.Kind).Key, rule.Trigger.NeedsTimer ? rule.Trigger.Seconds : null),
            Conditions = new()
            {
                InboxIds = conditions.InboxIds,
                TeamIds = conditions.TeamIds,
                Languages = conditions.Languages,
                Levels = conditions.CustomerLevels,
                Priorities = [.. conditions.Priorities.Select(p => p.ToString())],
                Hours = Hours.First(h => h.Value == conditions.BusinessHours).Key,
                AlsoWithAgent = conditions.AlsoWithAgent,
                Desk = Desks.First(d => d.Value == conditions.Desk).Key,
                Said = conditions.Said is { } said ? new(said.Pattern, said.Found) : null,
            },
            Keywords = rule.Keywords is { } keywords ? new([.. keywords.Words], keywords.Pattern) : null,
            Actions = [.. rule.Actions.Select(Write)],
            OncePerConversation = rule.OncePerConversation,
            CooldownSeconds = rule.CoolDownSeconds,
            StopsOthers = rule.StopsOthers,
            Version = rule.Version,
        };
    }

    /// <summary>The rule that a client wrote. Everything that is wrong goes to <paramref name="errors"/> under the client's own field names.</summary>
    public static AutoReplyRule Read(AutoReplyBody body, Guid id, int version, Complaints errors)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(errors);
        var actions = (body.Actions ?? []).Select((action, i) => ReadAction(action, $"actions[{i}]", version, errors)).ToList();
        var rule = new AutoReplyRule
        {
            Id = id,
            Version = version,
            Name = body.Name?.Trim() ?? string.Empty,
            Enabled = body.Enabled ?? true,
            Order = body.Order ?? 0,
            Trigger = ReadTrigger(body.Trigger, errors),
            Conditions = ReadConditions(body.Conditions ?? new(), errors),
            Keywords = body.Keywords is { } k ? new() { Words = Texts(k.Words), Pattern = Filled(k.Pattern) } : null,
            // What could not be read has its complaint; a stand-in keeps the places of the others.
            Actions = [.. actions.Select(action => action ?? new AddTagAction("unread"))],
            OncePerConversation = body.OncePerConversation ?? true,
            CoolDownSeconds = body.CooldownSeconds ?? 0,
            StopsOthers = body.StopsOthers ?? false,
        };
        foreach (var complaint in rule.Validate())
        {
            errors.Add(WireField(complaint.Field), FieldCodes.Named(complaint.Code), complaint.Text);
        }

        return rule;
    }

    /// <summary>From the domain's paths to the client's.</summary>
    private static string WireField(string field) => ActionField().Replace(
        field switch
        {
            "trigger.kind" => "trigger.type",
            "conditions.businessHours" => "conditions.hours",
            "conditions.customerLevels" => "conditions.levels",
            "coolDownSeconds" => "cooldownSeconds",
            _ => field.Replace(".template.", ".", StringComparison.Ordinal),
        },
        "$1.value");

    private static AutoReplyTrigger ReadTrigger(AutoReplyTriggerBody? body, Complaints errors)
    {
        if (Triggers.TryGetValue(body?.Type ?? string.Empty, out var kind))
        {
            return new AutoReplyTrigger(kind, body!.Seconds ?? 0);
        }

        errors.Add("trigger.type", FieldCode.UnknownValue, $"One of {string.Join(", ", Triggers.Keys)}.");
        return new AutoReplyTrigger(AutoReplyTriggerKind.ConversationStarted);
    }

    private static AutoReplyConditions ReadConditions(AutoReplyConditionsBody body, Complaints errors)
    {
        if (!Hours.TryGetValue(body.Hours ?? "any", out var hours))
        {
            errors.Add("conditions.hours", FieldCode.UnknownValue, $"One of {string.Join(", ", Hours.Keys)}.");
        }

        if (!Desks.TryGetValue(body.Desk ?? "any", out var desk))
        {
            errors.Add("conditions.desk", FieldCode.UnknownValue, $"One of {string.Join(", ", Desks.Keys)}.");
        }

        return new AutoReplyConditions
        {
            InboxIds = body.InboxIds ?? [],
            TeamIds = body.TeamIds ?? [],
            Languages = Texts(body.Languages),
            CustomerLevels = Texts(body.Levels),
            Priorities = [.. (body.Priorities ?? []).Select(name => ReadPriority(name, "conditions.priorities", errors))],
            BusinessHours = hours,
            AlsoWithAgent = body.AlsoWithAgent ?? false,
            Desk = desk,
            Said = body.Said is { } said ? new(said.Pattern ?? string.Empty, said.Found ?? false) : null,
        };
    }

    private static AutoReplyAction? ReadAction(AutoReplyActionBody? body, string field, int version, Complaints errors)
    {
        switch (body?.Type)
        {
            case "reply":
                var texts = (body.Texts ?? new Dictionary<string, string?>()).ToDictionary(t => t.Key, t => t.Value ?? string.Empty, StringComparer.Ordinal);
                return new ReplyAction(new ReplyTemplate { Version = version, Texts = texts });
            case "set_priority":
                return new SetPriorityAction(ReadPriority(body.Value, $"{field}.value", errors));
            case "add_tag" when body.Value is { Length: > SetTags.MaxLength }:
                errors.Add($"{field}.value", FieldCode.TooLong, $"A tag has at most {SetTags.MaxLength} characters.");
                return null;
            case "add_tag":
                return new AddTagAction(body.Value?.Trim() ?? string.Empty);
            case "assign_team":
                return new AssignTeamAction(Guid.TryParse(body.Value, CultureInfo.InvariantCulture, out var team) ? team : Guid.Empty);
            case "require_skill":
                return ReadSkill(body.Value?.Trim() ?? string.Empty);
            case "hand_to_human":
                return new HandToHumanAction();
            case "hand_to_bot":
                errors.Add($"{field}.type", FieldCode.Unsupported, "No bot is connected, so nothing can be handed to it.");
                return null;
            case "offer_callback":
                return new OfferCallbackAction();
            case "close":
                return new CloseAction();
            default:
                errors.Add($"{field}.type", FieldCode.UnknownValue, "One of reply, set_priority, add_tag, assign_team, require_skill, hand_to_human, hand_to_bot, offer_callback, close.");
                return null;
        }
    }

    // "billing" or "billing:3"; a level that is no number is refused by the domain as out of range.
    private static RequireSkillAction ReadSkill(string value)
    {
        var colon = value.LastIndexOf(':');
        return colon < 0
            ? new RequireSkillAction(value)
            : new RequireSkillAction(value[..colon].Trim(), int.TryParse(value[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 0);
    }

    private static AutoReplyActionBody Write(AutoReplyAction action) => new(
        TypeOf(action),
        action is ReplyAction reply ? reply.Template.Texts.ToDictionary(t => t.Key, t => (string?)t.Value) : null,
        action switch
        {
            SetPriorityAction set => set.Priority.ToString(),
            AddTagAction tag => tag.Tag,
            AssignTeamAction assign => assign.TeamId.ToString(),
            RequireSkillAction { Level: 1 } skill => skill.Skill,
            RequireSkillAction skill => $"{skill.Skill}:{skill.Level.ToString(CultureInfo.InvariantCulture)}",
            _ => null,
        });

    private static Priority ReadPriority(string? name, string field, Complaints errors)
    {
        // Enum.TryParse reads "2" as P2; the wire knows only the names.
        if (name is { Length: 2 } && Enum.TryParse<Priority>(name, out var priority) && Enum.IsDefined(priority) && name == priority.ToString())
        {
            return priority;
        }

        errors.Add(field, FieldCode.UnknownValue, "A priority is one of P0, P1, P2, P3.");
        return Priority.P2;
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // A null in a list becomes an empty text, which the domain refuses under its own name.
    private static List<string> Texts(IReadOnlyList<string?>? texts) => [.. (texts ?? []).Select(text => text ?? string.Empty)];

    [GeneratedRegex(@"^(actions\[\d+\])\.(?:priority|tag|teamId|skill)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActionField();
}
