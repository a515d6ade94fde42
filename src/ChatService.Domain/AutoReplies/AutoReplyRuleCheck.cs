using ChatService.Domain.Content;

namespace ChatService.Domain.AutoReplies;

/// <summary>Collects what is wrong with a rule.</summary>
internal static class AutoReplyRuleCheck
{
    public const int MaxActions = 10;
    public const int MaxListLength = 100;
    public const int MaxSkillName = 50;
    public const int MaxSkillLevel = 5;

    // Two machines talking to each other answer within a second; people do not.
    public const int MinRepeatSeconds = 5;

    public static List<RuleComplaint> Complaints(AutoReplyRule rule)
    {
        var found = new List<RuleComplaint>();
        if (rule.Id == Guid.Empty)
        {
            found.Add(new("id", RuleComplaintCode.Required, "A rule needs an id."));
        }

        if (rule.Version < 1)
        {
            found.Add(new("version", RuleComplaintCode.OutOfRange, "Versions count from 1."));
        }

        if (ContentText.CleanName(rule.Name) != rule.Name)
        {
            found.Add(new("name", RuleComplaintCode.BadFormat, $"A name is one line of 1 to {ContentText.MaxName} characters."));
        }

        AddTrigger(rule, found);
        AddConditions(rule.Conditions, found);
        AddRepetition(rule, found);
        AddActions(rule, found);
        return found;
    }

    private static void AddTrigger(AutoReplyRule rule, List<RuleComplaint> found)
    {
        var trigger = rule.Trigger;
        if (!Enum.IsDefined(trigger.Kind))
        {
            found.Add(new("trigger.kind", RuleComplaintCode.UnknownValue, "Unknown trigger."));
        }

        if (trigger.NeedsTimer && trigger.Seconds is < 1 or > AutoReplyTrigger.MaxSeconds)
        {
            found.Add(new("trigger.seconds", RuleComplaintCode.OutOfRange, $"From 1 to {AutoReplyTrigger.MaxSeconds} seconds."));
        }
        else if (!trigger.NeedsTimer && trigger.Seconds != 0)
        {
            found.Add(new("trigger.seconds", RuleComplaintCode.Contradiction, "This trigger does not wait: leave the seconds at 0."));
        }

        if (trigger.Kind != AutoReplyTriggerKind.Keyword)
        {
            if (rule.Keywords is not null)
            {
                found.Add(new("keywords", RuleComplaintCode.Contradiction, "Only the keyword trigger reads keywords."));
            }
        }
        else if (rule.Keywords is null)
        {
            found.Add(new("keywords", RuleComplaintCode.Required, "The keyword trigger needs words or a pattern."));
        }
        else
        {
            found.AddRange(rule.Keywords.Validate());
        }

        if (trigger.Kind == AutoReplyTriggerKind.OutsideHours && rule.Conditions.BusinessHours == BusinessHoursCondition.Open)
        {
            found.Add(new("conditions.businessHours", RuleComplaintCode.Contradiction, "A rule for outside hours can never apply while the inbox is open."));
        }
    }

    private static void AddConditions(AutoReplyConditions conditions, List<RuleComplaint> found)
    {
        if (!Enum.IsDefined(conditions.BusinessHours))
        {
            found.Add(new("conditions.businessHours", RuleComplaintCode.UnknownValue, "One of any, open, closed."));
        }

        if (!Enum.IsDefined(conditions.Desk))
        {
            found.Add(new("conditions.desk", RuleComplaintCode.UnknownValue, "One of any, staffed, nobody."));
        }

        if (conditions.Priorities.Any(p => !Enum.IsDefined(p)))
        {
            found.Add(new("conditions.priorities", RuleComplaintCode.UnknownValue, "A priority is one of P0 to P3."));
        }

        if (conditions.Languages.Any(tag => ContentText.CleanLocale(tag) is null))
        {
            found.Add(new("conditions.languages", RuleComplaintCode.BadFormat, "Languages are tags such as en or zh-CN."));
        }

        if (conditions.CustomerLevels.Any(level => ContentText.CleanName(level) is null))
        {
            found.Add(new("conditions.customerLevels", RuleComplaintCode.Required, "A customer level is not empty."));
        }

        if (conditions.Said is { } said)
        {
            AddSaid(said, found);
        }

        AddTooLong("conditions.inboxIds", conditions.InboxIds.Count, found);
        AddTooLong("conditions.teamIds", conditions.TeamIds.Count, found);
        AddTooLong("conditions.languages", conditions.Languages.Count, found);
        AddTooLong("conditions.customerLevels", conditions.CustomerLevels.Count, found);
    }

    private static void AddSaid(SaidCondition said, List<RuleComplaint> found)
    {
        if (string.IsNullOrEmpty(said.Pattern))
        {
            found.Add(new("conditions.said.pattern", RuleComplaintCode.Required, "Give the pattern to look for."));
        }
        else if (KeywordPattern.Complaint(said.Pattern) is { } complaint)
        {
            found.Add(new("conditions.said.pattern", RuleComplaintCode.BadFormat, complaint));
        }
    }

    private static void AddTooLong(string field, int count, List<RuleComplaint> found)
    {
        if (count > MaxListLength)
        {
            found.Add(new(field, RuleComplaintCode.TooMany, $"At most {MaxListLength}."));
        }
    }

    private static void AddRepetition(AutoReplyRule rule, List<RuleComplaint> found)
    {
        if (rule.CoolDownSeconds is < 0 or > AutoReplyTrigger.MaxSeconds)
        {
            found.Add(new("coolDownSeconds", RuleComplaintCode.OutOfRange, $"From 0 to {AutoReplyTrigger.MaxSeconds} seconds."));
        }
        else if (!rule.OncePerConversation && rule.Trigger.IsSetOffByMessages && rule.CoolDownSeconds < MinRepeatSeconds)
        {
            found.Add(new("coolDownSeconds", RuleComplaintCode.OutOfRange, $"A rule that may answer every message needs a cool-down of at least {MinRepeatSeconds} seconds, or two machines could talk to each other."));
        }
    }

    private static void AddActions(AutoReplyRule rule, List<RuleComplaint> found)
    {
        var actions = rule.Actions;
        if (actions.Count is < 1 or > MaxActions)
        {
            found.Add(new("actions", RuleComplaintCode.OutOfRange, $"From 1 to {MaxActions} actions."));
        }

        for (var i = 0; i < actions.Count; i++)
        {
            AddAction(actions[i], $"actions[{i}]", found);
            if (actions[i] is CloseAction && i < actions.Count - 1)
            {
                found.Add(new($"actions[{i}]", RuleComplaintCode.Contradiction, "Closing must be the last action."));
            }
        }

        if (actions.Any(a => a is HandToBotAction) && actions.Any(a => a is HandToHumanAction))
        {
            found.Add(new("actions", RuleComplaintCode.Contradiction, "Hand over to the bot or to a human, not to both."));
        }

        if (rule.Trigger.Kind == AutoReplyTriggerKind.Closed
            && actions.Any(a => a is CloseAction or HandToBotAction or HandToHumanAction or AssignTeamAction or RequireSkillAction))
        {
            found.Add(new("actions", RuleComplaintCode.Contradiction, "A closed conversation cannot be closed, moved or handed over."));
        }
    }

    private static void AddAction(AutoReplyAction action, string field, List<RuleComplaint> found)
    {
        switch (action)
        {
            case ReplyAction reply:
                found.AddRange(reply.Template.Validate().Select(c => c with { Field = $"{field}.template.{c.Field}" }));
                break;
            case SetPriorityAction set when !Enum.IsDefined(set.Priority):
                found.Add(new($"{field}.priority", RuleComplaintCode.UnknownValue, "A priority is one of P0 to P3."));
                break;
            case AddTagAction { Tag: var name } when ReservedNames.Contains(name):
                found.Add(new($"{field}.tag", RuleComplaintCode.BadFormat, "This name is reserved."));
                break;
            case RequireSkillAction { Skill: var name } when ReservedNames.Contains(name):
                found.Add(new($"{field}.skill", RuleComplaintCode.BadFormat, "This name is reserved."));
                break;
            case AddTagAction tag when ContentText.CleanName(tag.Tag) != tag.Tag:
                found.Add(new($"{field}.tag", RuleComplaintCode.BadFormat, $"A tag is one line of 1 to {ContentText.MaxName} characters."));
                break;
            case RequireSkillAction skill when ContentText.CleanName(skill.Skill, MaxSkillName) != skill.Skill:
                found.Add(new($"{field}.skill", RuleComplaintCode.BadFormat, $"A skill is one line of 1 to {MaxSkillName} characters."));
                break;
            case RequireSkillAction { Level: < 1 or > MaxSkillLevel }:
                found.Add(new($"{field}.skill", RuleComplaintCode.OutOfRange, $"The level of a skill is 1 to {MaxSkillLevel}."));
                break;
            case AssignTeamAction { TeamId: var team } when team == Guid.Empty:
                found.Add(new($"{field}.teamId", RuleComplaintCode.Required, "Name the team."));
                break;
        }
    }
}
