using System.Globalization;
using ChatService.Contracts;
using ChatService.Domain.Sla;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.Mvc;

namespace ChatService.Server.Features.Analytics;

/// <summary>The query string of a service level report, as it came.</summary>
public sealed record ServiceLevelRequest
{
    [FromQuery]
    public string? From { get; init; }

    [FromQuery]
    public string? To { get; init; }

    [FromQuery]
    public string? GroupBy { get; init; }

    [FromQuery]
    public string? InboxId { get; init; }

    [FromQuery]
    public string? IncludeAbandons { get; init; }

    [FromQuery]
    public string? ExcludeShortAbandons { get; init; }

    [FromQuery]
    public string? ExcludeTransfersOut { get; init; }

    [FromQuery]
    public string? Source { get; init; }

    [FromQuery]
    public string? Bucket { get; init; }

    [FromQuery]
    public string? Outcome { get; init; }

    [FromQuery]
    public string? Cause { get; init; }

    [FromQuery]
    public string? Key { get; init; }

    [FromQuery]
    public string? Cursor { get; init; }

    [FromQuery]
    public string? Limit { get; init; }
}

/// <summary>A checked report request.</summary>
/// <param name="Period">Which conversations.</param>
/// <param name="Options">The switches.</param>
/// <param name="GroupBy">none, agent, team, inbox or hour.</param>
/// <param name="FromLog">Recompute from the event log instead of reading the tables.</param>
public sealed record ServiceLevelQuery(ReportPeriod Period, ServiceLevelOptions Options, string GroupBy, bool FromLog)
{
    /// <summary>Longer periods are asked for in parts: all facts of a report are in memory at once.</summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    private static readonly string[] Groupings = ["none", "agent", "team", "inbox", "hour"];

    /// <summary>Checks it; without a period it is about the last 24 hours.</summary>
    public static ServiceLevelQuery Read(ServiceLevelRequest request, DateTimeOffset now, Complaints errors)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(errors);
        var to = Time(request.To, "to", errors) ?? now;
        var from = Time(request.From, "from", errors) ?? (to - DateTimeOffset.UnixEpoch > TimeSpan.FromDays(1) ? to.AddDays(-1) : DateTimeOffset.UnixEpoch);
        if (from >= to || to - from > LongestPeriod)
        {
            errors.Add("from", FieldCode.OutOfRange, "A period begins before it ends and lasts at most 366 days.");
        }

        var groupBy = request.GroupBy ?? "none";
        if (!Groupings.Contains(groupBy))
        {
            errors.Add("groupBy", FieldCode.UnknownValue, "groupBy is one of none, agent, team, inbox, hour.");
        }

        if (request.Source is not (null or "tables" or "log"))
        {
            errors.Add("source", FieldCode.UnknownValue, "source is tables or log.");
        }

        if (request.InboxId is { Length: > 0 } && !Guid.TryParse(request.InboxId, out _))
        {
            errors.Add("inboxId", FieldCode.BadFormat, "An inbox is named by its id.");
        }

        var options = new ServiceLevelOptions
        {
            IncludeAbandons = Switch(request.IncludeAbandons, true, "includeAbandons", errors),
            ExcludeShortAbandons = Switch(request.ExcludeShortAbandons, true, "excludeShortAbandons", errors),
            ExcludeTransfersOut = Switch(request.ExcludeTransfersOut, false, "excludeTransfersOut", errors),
        };
        return new ServiceLevelQuery(new ReportPeriod(from, to, Guid.TryParse(request.InboxId, out var inbox) ? inbox : null), options, groupBy, request.Source == "log");
    }

    private static DateTimeOffset? Time(string? text, string field, Complaints errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus sign that was not encoded arrives as a blank.
        if (DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        errors.Add(field, FieldCode.BadFormat, "A time is written as 2026-11-21T08:00:00Z.");
        return null;
    }

    private static bool Switch(string? text, bool usual, string field, Complaints errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return usual;
        }

        if (!bool.TryParse(text, out var value))
        {
            errors.Add(field, FieldCode.BadFormat, "A switch is true or false.");
        }

        return value;
    }
}
