namespace ChatService.Server.Platform.Storage.Rows;

/// <summary>Stores rows by SQL of the engine's own; a row that is no longer as it was read is a lost race.</summary>
public interface IRowWriter
{
    /// <summary>Adds rows.</summary>
    void Insert<T>(RowTable<T> table, IReadOnlyList<T> rows)
        where T : class, new();

    /// <summary>Writes rows over what they were.</summary>
    void Update<T>(RowTable<T> table, IReadOnlyList<T> rows, IReadOnlyList<T> was)
        where T : class, new();
}

/// <summary>
/// The rows of a transaction that go by the short way, past the change tracker of EF Core: those of every message. What is read here is compared with a copy when it is saved, so
/// nobody has to say what was changed.
/// </summary>
public sealed class WriteRows(RowTables tables)
{
    private readonly Dictionary<Type, RowSet> sets = [];

    internal RowTables Tables => tables;

    /// <summary>What this transaction has read and added of this type.</summary>
    public IReadOnlyList<T> Of<T>()
        where T : class, new() => SetOf<T>().Rows;

    /// <summary>Adds a row, stored when the transaction is saved.</summary>
    public void Add<T>(T row)
        where T : class, new() => SetOf<T>().Add(row);

    /// <summary>Hands all changes to the writer.</summary>
    internal void WriteTo(IRowWriter writer)
    {
        foreach (var set in sets.Values)
        {
            set.WriteChanged(writer);
        }

        foreach (var set in sets.Values)
        {
            set.WriteAdded(writer);
        }
    }

    /// <summary>All of it is stored.</summary>
    internal void Written()
    {
        foreach (var set in sets.Values)
        {
            set.Written();
        }
    }

    internal RowSet<T> SetOf<T>()
        where T : class, new()
    {
        if (!sets.TryGetValue(typeof(T), out var set))
        {
            sets.Add(typeof(T), set = new RowSet<T>(tables.Of<T>()));
        }

        return (RowSet<T>)set;
    }
}
