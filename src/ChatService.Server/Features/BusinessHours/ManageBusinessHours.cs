using ChatService.Contracts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>Creates, changes and deletes hours. A change moves timers that start after it; what was promised before stays as promised.</summary>
public sealed class ManageBusinessHours(WriteSession session)
{
    internal static readonly Refusal Stale = new(ErrorCode.Conflict, "The hours were changed meanwhile. Read them again.");

    /// <summary>201-worthy, but answers 200 like every other call.</summary>
    public async Task<IResult> CreateAsync(BusinessHoursBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var errors = new FieldErrors();
        var (name, definition) = BusinessHoursWords.Read(body, errors);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var row = await session.RunAsync(
            (scope, _) =>
            {
                var added = new BusinessHours { Id = Guid.CreateVersion7(scope.Now), Name = name, Definition = definition };
                scope.Db.Add(added);
                scope.Tell(new SnapshotStale(typeof(BusinessHours)));
                return Task.FromResult(added);
            },
            cancellationToken);
        return TypedResults.Ok(BusinessHoursWords.View(row));
    }

    /// <summary>Replaces them; the body carries the version that was read.</summary>
    public async Task<IResult> ChangeAsync(Guid id, BusinessHoursBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var errors = new FieldErrors();
        var (name, definition) = BusinessHoursWords.Read(body, errors);
        if (body.Version is null)
        {
            errors.Add("version", "Send the version that you have read.");
        }

        return errors.Any ? errors.ToProblem() : (await ReplaceAsync(id, body.Version!.Value, name, definition, cancellationToken)).Map(BusinessHoursWords.View).ToHttp();
    }

    /// <summary>Refused while an inbox refers to them.</summary>
    public Task<Outcome<Empty>> DeleteAsync(Guid id, CancellationToken cancellationToken) => session.RunAsync<Outcome<Empty>>(
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
            scope.Tell(new SnapshotStale(typeof(BusinessHours)));
            return Empty.Value;
        },
        cancellationToken);

    private Task<Outcome<BusinessHours>> ReplaceAsync(Guid id, int version, string name, Domain.Calendar.CalendarDefinition definition, CancellationToken cancellationToken) =>
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

                (row.Name, row.Definition, row.Version) = (name, definition, version + 1);
                scope.Tell(new SnapshotStale(typeof(BusinessHours)));
                return row;
            },
            cancellationToken);
}
