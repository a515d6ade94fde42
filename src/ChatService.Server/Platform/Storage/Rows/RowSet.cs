using System.Data.Common;

namespace ChatService.Server.Platform.Storage.Rows;

/// <summary>Rows of one type in one transaction: read and perhaps changed, or added.</summary>
internal abstract class RowSet
{
    /// <summary>Hands what must be updated to the writer. Before any is added: a row that gives up its place in a unique index makes it free for a new one.</summary>
    public abstract void WriteChanged(IRowWriter writer);

    /// <summary>Hands what was added to the writer.</summary>
    public abstract void WriteAdded(IRowWriter writer);

    /// <summary>All of it is stored now.</summary>
    public abstract void Written();
}

/// <inheritdoc />
internal sealed class RowSet<T>(RowTable<T> table) : RowSet
    where T : class, new()
{
    private readonly List<T> rows = [];
    private readonly List<T> added = [];
    private readonly Dictionary<Guid, (T Row, T Was)> kept = [];
    private List<T> changed = [];

    public RowTable<T> Table { get; } = table;

    /// <summary>What was read and what was added, in that order of events.</summary>
    public IReadOnlyList<T> Rows => rows;

    public void Add(T row)
    {
        rows.Add(row);
        added.Add(row);
    }

    /// <summary>One that was read: the first object for an id stays the one.</summary>
    public void Take(T row)
    {
        if (Table.Id is not { } id)
        {
            rows.Add(row);
        }
        else if (kept.TryAdd(id(row), (row, Table.Copy(row))))
        {
            rows.Add(row);
        }
    }

    public override void WriteChanged(IRowWriter writer)
    {
        changed = [];
        var was = new List<T>();
        foreach (var one in kept.Values)
        {
            if (Table.Differ(one.Row, one.Was))
            {
                changed.Add(one.Row);
                was.Add(one.Was);
            }
        }

        if (changed.Count > 0)
        {
            writer.Update(Table, changed, was);
        }
    }

    public override void WriteAdded(IRowWriter writer)
    {
        if (added.Count > 0)
        {
            writer.Insert(Table, added);
        }
    }

    public override void Written()
    {
        foreach (var row in Table.Id is null ? [] : changed.Concat(added))
        {
            kept[Table.Id!(row)] = (row, Table.Copy(row));
        }

        changed = [];
        added.Clear();
    }
}
