using ChatService.Contracts;
using ChatService.Domain.Calendar;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>Creates, changes and deletes hours. A change also reaches what counts in them already: other rooms hear of it in its transaction.</summary>
public sealed class ManageBusinessHours(WriteSession session, HoursReactions reactions)
{
    internal static readonly Refusal Stale = new(ErrorCode.Conflict, "The hours were changed meanwhile. Read them again.");

    /// <summary>The new hours, version 1.</summary>
    public async Task<IResult> CreateAsync(BusinessHoursBody body, Agent actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(body);
        var errors = new Complaints();
        var (name, definition) = BusinessHoursWords.Read(body, errors);
        if (errors.ToRefusal() is { } bad)
        {
            return bad.ToProblem();
        }

        var row = await session.RunAsync(
            (scope, _) =>
            {
                var added = new BusinessHours { Id = Guid.CreateVersion7(scope.Now), Name = name, Definition = definition };
                scope.Db.Add(added);
                Record(scope, actor, "create", added);
                scope.Tell(new SnapshotStale(typeof(BusinessHours)));
                return Task.FromResult(added);
            },
            cancellationToken);
        return TypedResults.Ok(BusinessHoursWords.View(row));
    }

    /// <summary>Replaces them; the body carries the version that was read.</summary>
    public async Task<IResult> ChangeAsync(Guid id, BusinessHoursBody body, Agent actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(body);
        var errors = new Complaints();
        var (name, definition) = BusinessHoursWords.Read(body, errors);
        if (body.Version is null)
        {
            errors.Add("version", FieldCode.Required, "Send the version that you have read.");
        }

        return errors.ToRefusal() is { } bad ? bad.ToProblem() : (await ReplaceAsync(id, body.Version!.Value, name, definition, actor, cancellationToken)).Map(BusinessHoursWords.View).ToHttp();
    }

    /// <summary>Refused while an inbox refers to them.</summary>
    public Task<Outcome<Empty>> DeleteAsync(Guid id, Agent actor, CancellationToken cancellationToken) => session.RunAsync<Outcome<Empty>>(
        async (scope, token) =>
        {
            if (await scope.Db.Set<BusinessHours>().SingleOrDefaultAsync(h => h.Id == id, token) is not { } row)
            {
                return Refusal.NotFound("calendar");
            }

            if (await scope.Db.Set<Inbox>().AnyAsync(i => i.BusinessHoursId == id, token))
            {
                return new Refusal(ErrorCode.Conflict, "An inbox uses these hours. Give it others first.");
            }

            scope.Db.Remove(row);
            Record(scope, actor, "delete", row);
            scope.Tell(new SnapshotStale(typeof(BusinessHours)));
            return Empty.Value;
        },
        cancellationToken);

    internal static void Record(WriteScope scope, Agent actor, string action, BusinessHours row, BusinessHoursBody? before = null) =>
        AuditTrail.Record(scope, actor.Id, actor.Name, action, "business_hours", row.Id, row.Name, before, before is null ? null : BusinessHoursWords.View(row));

    private Task<Outcome<BusinessHours>> ReplaceAsync(Guid id, int version, string name, CalendarDefinition definition, Agent actor, CancellationToken cancellationToken) =>
        session.RunAsync<Outcome<BusinessHours>>(
            async (scope, token) =>
            {
                if (await scope.Db.Set<BusinessHours>().SingleOrDefaultAsync(h => h.Id == id, token) is not { } row)
                {
                    return Refusal.NotFound("calendar");
                }

                if (row.Version != version)
                {
                    return Stale;
                }

                var before = BusinessHoursWords.View(row);
                (row.Name, row.Definition, row.Version) = (name, definition, version + 1);
                await reactions.EditedAsync(scope, id, token);
                Record(scope, actor, "update", row, before);
                scope.Tell(new SnapshotStale(typeof(BusinessHours)));
                return row;
            },
            cancellationToken);
}
