using System.Net.Http.Headers;
using System.Text.Json;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Door;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Sla;

public sealed class PolicyHttpTests
{
    private const string Password = "correct horse battery";

    private static readonly object Targets = new
    {
        firstResponse = new Dictionary<string, int?> { ["P0"] = 20, ["P1"] = 30, ["P2"] = 40, ["P3"] = null },
        nextResponse = new Dictionary<string, int?> { ["P2"] = 60 },
        resolution = new Dictionary<string, int?> { ["P1"] = 1800 },
    };

    [Fact]
    public async Task The_default_policy_is_there_and_survives_a_round_trip_unchanged()
    {
        await using var desk = await SlaDesk.OpenAsync(Present(), served: true);
        using var admin = await LogInAsync(desk, AgentRole.Admin);
        var list = await admin.GetAsync("/api/sla-policies");
        var shown = Assert.Single(list["items"].EnumerateArray());
        Assert.Equal(30, shown.GetProperty("targets").GetProperty("firstResponse").GetProperty("P2").GetInt32());
        Assert.Equal(["15 warn_agent", "15 widen_routing", "22 alert_supervisor"], shown.GetProperty("steps").EnumerateArray()
            .Select(s => $"{s.GetProperty("atSeconds").GetInt32()} {s.GetProperty("action").GetString()}"));

        var saved = await admin.PutAsync($"/api/sla-policies/{shown.GetProperty("id").GetGuid()}", shown);
        Assert.Equal((200, 2), (saved.Status, saved["version"].GetInt32()));
        var versions = await desk.ReadAsync(db => db.Set<SlaPolicyVersion>().AsNoTracking().OrderBy(v => v.Version).ToListAsync());
        Assert.Equal([false, true], versions.Select(v => v.IsCurrent));
        Assert.Equal(versions[0].Policy.BreachActions, versions[1].Policy.BreachActions);
        Assert.Equal(versions[0].Policy.Steps.OrderBy(Order), versions[1].Policy.Steps.OrderBy(Order));
        Assert.Equal((409, "conflict"), Brief(await admin.PutAsync($"/api/sla-policies/{shown.GetProperty("id").GetGuid()}", shown)));
    }

    [Fact]
    public async Task A_bad_policy_is_answered_with_every_complaint_and_changes_nothing()
    {
        await using var desk = await SlaDesk.OpenAsync(Present(), served: true);
        using var admin = await LogInAsync(desk, AgentRole.Admin);
        var answer = await admin.PostAsync("/api/sla-policies", new
        {
            name = " ",
            inboxId = Guid.NewGuid(),
            targets = new { firstResponse = new { P2 = 0 }, nextResponse = new { }, resolution = new { } },
            steps = new object[] { new { atSeconds = -1, action = "warn_agent" }, new { atSeconds = 1, action = "sing" } },
            breachActions = new[] { "notify", "notify", "dance" },
        });
        Assert.Equal((400, "invalid_argument"), Brief(answer));
        Assert.Equal(
            ["breachActions[1]", "breachActions[2]", "inboxId", "name", "steps[0].atSeconds", "steps[1].atSeconds", "targets.firstResponse.P2"],
            answer.ErrorFields);
        Assert.Equal(400, (await admin.PostAsync("/api/sla-policies", new { })).Status);
        Assert.Single((await admin.GetAsync("/api/sla-policies"))["items"].EnumerateArray());
    }

    [Fact]
    public async Task A_policy_for_one_inbox_is_made_and_deleted_and_its_version_stays_readable()
    {
        await using var desk = await SlaDesk.OpenAsync(Present(), served: true);
        using var admin = await LogInAsync(desk, AgentRole.Admin);
        var body = new { name = "VIP", inboxId = SlaDesk.InboxId, targets = Targets, steps = new[] { new { atSeconds = 20, action = "warn_agent" } }, breachActions = new[] { "notify" } };
        var made = await admin.PostAsync("/api/sla-policies", body);
        Assert.Equal(200, made.Status);
        Assert.Equal((409, "conflict"), Brief(await admin.PostAsync("/api/sla-policies", body)));
        Assert.Equal(40, (await (await desk.VisitAsync()).ClockAsync()).TargetSeconds);
        Assert.Equal(200, (await admin.DeleteAsync($"/api/sla-policies/{made["id"].GetGuid()}")).Status);
        Assert.Equal(404, (await admin.DeleteAsync($"/api/sla-policies/{made["id"].GetGuid()}")).Status);
        Assert.Equal(30, (await (await desk.VisitAsync()).ClockAsync()).TargetSeconds);
        Assert.Equal(2, await desk.ReadAsync(db => db.Set<SlaPolicyVersion>().CountAsync()));
    }

    [Fact]
    public async Task Only_admins_see_policies_and_only_supervisors_see_reports()
    {
        await using var desk = await SlaDesk.OpenAsync(Present(), served: true);
        using var nobody = new DoorClient(desk.Address);
        using var agent = await LogInAsync(desk, AgentRole.Agent);
        using var supervisor = await LogInAsync(desk, AgentRole.Supervisor);
        Assert.Equal((401, 403, 403), (
            (await nobody.GetAsync("/api/sla-policies")).Status, (await agent.GetAsync("/api/sla-policies")).Status, (await supervisor.GetAsync("/api/business-hours")).Status));
        Assert.Equal((403, 200, 200), (
            (await agent.GetAsync("/api/reports/wall")).Status, (await supervisor.GetAsync("/api/reports/wall")).Status, (await supervisor.GetAsync("/api/reports/service-level")).Status));
    }

    [Fact]
    public async Task A_report_request_is_answered_with_every_complaint()
    {
        await using var desk = await SlaDesk.OpenAsync(Present(), served: true);
        using var supervisor = await LogInAsync(desk, AgentRole.Supervisor);
        var answer = await supervisor.GetAsync("/api/reports/service-level/conversations?from=soon&groupBy=mood&inboxId=7&includeAbandons=maybe&source=memory&bucket=1-2&outcome=lost&limit=0");
        Assert.Equal((400, "invalid_argument"), Brief(answer));
        Assert.Equal(["bucket", "from", "groupBy", "inboxId", "includeAbandons", "limit", "outcome", "source"], answer.ErrorFields);
        Assert.Equal(["from"], (await supervisor.GetAsync("/api/reports/service-level?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")).ErrorFields);
        var report = await supervisor.GetAsync("/api/reports/service-level?groupBy=hour");
        Assert.Equal((200, JsonValueKind.Null), (report.Status, report["total"].GetProperty("frt30").ValueKind));
    }

    [Fact]
    public async Task Business_hours_are_checked_versioned_and_kept_while_an_inbox_uses_them()
    {
        await using var desk = await SlaDesk.OpenAsync(Present(), served: true);
        using var admin = await LogInAsync(desk, AgentRole.Admin);
        var bad = await admin.PostAsync("/api/business-hours", new
        {
            name = "",
            timeZone = "Mars/Olympus",
            weekly = new object[] { new { day = 8, start = "9", end = "18:00" } },
            special = new object[] { new { date = "24.12." }, new { date = "2026-12-24", closed = true, intervals = new[] { new { start = "09:00", end = "25:00" } } } },
        });
        Assert.Equal(400, bad.Status);
        Assert.Equal(
            ["name", "special[0].date", "special[1]", "special[1].intervals[0].end", "timeZone", "weekly[0].day", "weekly[0].start"], bad.ErrorFields);

        var weekly = new[] { new { day = 1, start = "09:00", end = "18:00" }, new { day = 7, start = "22:00", end = "06:00" } };
        var made = await admin.PostAsync("/api/business-hours", new { name = "Office", timeZone = "Europe/Berlin", weekly, special = Array.Empty<object>() });
        Assert.Equal((200, "06:00"), (made.Status, made["weekly"][1].GetProperty("end").GetString()));
        var path = $"/api/business-hours/{made["id"].GetGuid()}";
        Assert.Equal(2, (await admin.PutAsync(path, made.Body))["version"].GetInt32());
        Assert.Equal((409, "conflict"), Brief(await admin.PutAsync(path, made.Body)));
        Assert.Equal(["version"], (await admin.PutAsync(path, new { name = "Office", timeZone = "UTC", weekly })).ErrorFields);

        using var holidays = new StringContent("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20301225\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        holidays.Headers.ContentType = new MediaTypeHeaderValue("text/calendar");
        var imported = await admin.PostAsync(path + "/import-holidays", holidays);
        Assert.Equal((200, 1, "Christmas"), (imported.Status, imported["imported"].GetInt32(), imported["hours"].GetProperty("special")[0].GetProperty("name").GetString()));

        var id = made["id"].GetGuid();
        await desk.WriteAsync(scope =>
        {
            scope.Db.Set<Features.Inboxes.Inbox>().Single(i => i.Id == SlaDesk.InboxId).BusinessHoursId = id;
            scope.Tell(new SnapshotStale(typeof(Features.Inboxes.Inbox)));
        });
        Assert.Equal((409, "conflict"), Brief(await admin.DeleteAsync(path)));
    }

    private static ManualTime Present() => new(TimeProvider.System.GetUtcNow());

    private static (int, string?) Brief(Answer answer) => (answer.Status, answer.Code);

    private static string Order(SlaStep step) => $"{step.Priority} {step.Metric} {step.After} {step.Action}";

    private static async Task<DoorClient> LogInAsync(SlaDesk desk, AgentRole role)
    {
        var agent = new Agent { Id = Guid.CreateVersion7(), Email = $"{role}@example.com".ToLowerInvariant(), Name = role.ToString(), Role = role, ServesAll = true, CreatedAt = desk.Now };
        Passwords.Set(agent, desk.Get<Passwords>().Hash(Password));
        await desk.WriteAsync(scope =>
        {
            scope.Db.Add(agent);
            scope.Tell(new SnapshotStale(typeof(Agent)));
        });
        var client = new DoorClient(desk.Address);
        Assert.Equal(200, (await client.PostAsync("/api/auth/login", new { email = agent.Email, password = Password })).Status);
        return client;
    }
}
