using System.Text.Json;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Audit;

/// <summary>Writes audit entries within the transaction of the change they tell of.</summary>
public static class AuditTrail
{
    // Longer values are cut: an entry is a line, not a copy of the table.
    private const int MaxValue = 500;

    /// <summary>
    /// Records one change. <paramref name="before"/> and <paramref name="after"/> are views as clients see them, without secrets; only the fields that differ are kept.
    /// Null before: it was made; null after: it is gone.
    /// </summary>
    public static void Record(
        WriteScope scope, Guid? actorId, string? actorName, string action, string entity, Guid? entityId, string? entityName, object? before = null, object? after = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Db.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(scope.Now),
            At = scope.Now,
            ActorId = actorId,
            ActorName = actorName,
            Action = action,
            Entity = entity,
            EntityId = entityId,
            EntityName = entityName,
            Changes = before is null || after is null ? [] : Difference(before, after),
        });
    }

    private static Dictionary<string, AuditChange> Difference(object before, object after)
    {
        var (old, now) = (Fields(before), Fields(after));
        var changes = new Dictionary<string, AuditChange>();
        foreach (var name in old.Keys.Union(now.Keys).Where(n => n is not ("version" or "id")))
        {
            JsonElement? from = old.TryGetValue(name, out var a) ? a : null;
            JsonElement? to = now.TryGetValue(name, out var b) ? b : null;
            if (from?.GetRawText() != to?.GetRawText())
            {
                changes[name] = new AuditChange(Short(from), Short(to));
            }
        }

        return changes;
    }

    private static Dictionary<string, JsonElement> Fields(object view) =>
        JsonSerializer.SerializeToElement(view, view.GetType(), JsonColumn.Options).EnumerateObject().ToDictionary(p => p.Name, p => p.Value);

    private static JsonElement? Short(JsonElement? value) =>
        value?.GetRawText() is { Length: > MaxValue } text ? JsonSerializer.SerializeToElement(text[..MaxValue] + "…") : value;
}
