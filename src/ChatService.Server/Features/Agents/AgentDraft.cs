using System.Text.Json;
using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Agents;

/// <summary>What an admin may set. Left out when editing: stays as it is.</summary>
public sealed record AgentDraft
{
    /// <summary>Weighted slots.</summary>
    public const int MaxCapacity = 100;

    private const int MaxSkills = 50;
    private const int MaxLanguages = 20;

    public string? Email { get; init; }
    public string? Name { get; init; }

    /// <summary>agent, supervisor or admin.</summary>
    public string? Role { get; init; }
    public string? Locale { get; init; }
    public int? Capacity { get; init; }
    public List<Guid>? TeamIds { get; init; }
    public List<Guid>? InboxIds { get; init; }

    /// <summary>Serves every inbox. Left out for a new agent without teams and inboxes: yes.</summary>
    public bool? ServesAll { get; init; }

    /// <summary>Level 1 to 5 by name.</summary>
    public Dictionary<string, int>? Skills { get; init; }
    public List<string>? Languages { get; init; }
    public bool? VipDesk { get; init; }
    public bool? Disabled { get; init; }

    /// <summary>Only for a new one; without it we make a one-time password.</summary>
    public string? Password { get; init; }

    /// <summary>Only for a new one, in the place of a password: an invitation is made, whose link is shown once.</summary>
    public bool? Invite { get; init; }

    /// <summary>The one that was read; needed when editing.</summary>
    public int? Version { get; init; }

    /// <summary>The role, or null when the word is none.</summary>
    public static AgentRole? ParseRole(string? word) => word switch
    {
        "agent" => AgentRole.Agent,
        "supervisor" => AgentRole.Supervisor,
        "admin" => AgentRole.Admin,
        _ => null,
    };

    /// <summary>Notes everything that cannot be accepted whatever else is stored.</summary>
    public void Check(Complaints complaints, bool isNew)
    {
        ArgumentNullException.ThrowIfNull(complaints);
        complaints.Require(Email is null ? !isNew : ContactDetails.CleanEmail(Email) is not null, "email", FieldCode.Required, "An e-mail address is needed.");
        complaints.Require(Name is null ? !isNew : ContentText.CleanName(Name) is not null, "name", FieldCode.Required, "A name is needed.");
        complaints.Require(Role is null || ParseRole(Role) is not null, "role", FieldCode.UnknownValue, "The role is agent, supervisor or admin.");
        complaints.Require(Locale is null || ContentText.CleanLocale(Locale) is not null, "locale", FieldCode.BadFormat, "This is not a language tag.");
        complaints.Require(Capacity is null or (>= 1 and <= MaxCapacity), "capacity", FieldCode.OutOfRange, $"The capacity is 1 to {MaxCapacity}.");
        complaints.Require(isNew || Version is not null, "version", FieldCode.Required, "The version that was read is needed.");
        if (isNew && Password is not null && Passwords.Complaint(Password, new Agent { Name = Name ?? string.Empty, Email = Email ?? string.Empty }) is { } weak)
        {
            complaints.Add("password", weak.Code, weak.Text);
        }

        SkillRules.Check(Skills, MaxSkills, "skills", complaints);
        complaints.Require(Languages is null || Languages.Count <= MaxLanguages, "languages", FieldCode.TooMany, $"At most {MaxLanguages} languages.");
        foreach (var tag in (Languages ?? []).Where(l => ContentText.CleanLocale(l) is null))
        {
            complaints.Add("languages", FieldCode.BadFormat, $"{JsonSerializer.Serialize(tag)} is not a language tag.");
        }
    }

    /// <summary>Puts the draft into the row; only after every check.</summary>
    public void Apply(Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        agent.Email = CleanEmail() ?? agent.Email;
        agent.Name = ContentText.CleanName(Name) ?? agent.Name;
        agent.Role = ParseRole(Role) ?? agent.Role;
        agent.Locale = ContentText.CleanLocale(Locale) ?? agent.Locale;
        agent.Capacity = Capacity ?? agent.Capacity;
        agent.Place(TeamIds, InboxIds, ServesAll);
        agent.Skills = Skills is null ? agent.Skills : SkillRules.Clean(Skills);
        agent.Languages = Languages?.Select(l => ContentText.CleanLocale(l)!).Distinct().ToList() ?? agent.Languages;
        agent.VipDesk = VipDesk ?? agent.VipDesk;
        agent.Disabled = Disabled ?? agent.Disabled;
    }

    /// <summary>As it is stored: lower case.</summary>
    public string? CleanEmail() => ContactDetails.CleanEmail(Email)?.ToLowerInvariant();
}
