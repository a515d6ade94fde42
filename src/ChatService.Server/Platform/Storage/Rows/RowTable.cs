using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ChatService.Server.Platform.Storage.Rows;

/// <summary>A table without its row type, for SQL texts.</summary>
public abstract class RowTable(IEntityType type)
{
    /// <summary>The table's name.</summary>
    public string Name { get; } = type.GetTableName()!;

    /// <summary>The columns' names, those of the key first.</summary>
    public abstract IReadOnlyList<string> ColumnNames { get; }
}

/// <summary>
/// How rows of one type are read and written by SQL of our own, compiled from the model of EF Core: the same columns, the same conversions, so the two cannot come to differ.
/// </summary>
public sealed class RowTable<T> : RowTable
    where T : class, new()
{
    internal RowTable(IEntityType type)
        : base(type)
    {
        Columns = [.. type.GetProperties().OrderByDescending(property => property.IsPrimaryKey()).Select(RowColumn<T>.Of)];
        ColumnNames = [.. Columns.Select(column => column.Name)];
        Token = Columns.SingleOrDefault(column => column.IsToken);
        if (type.FindPrimaryKey()!.Properties is [{ ClrType: var key } only] && key == typeof(Guid))
        {
            Id = only.PropertyInfo!.GetMethod!.CreateDelegate<Func<T, Guid>>();
        }
    }

    /// <summary>Those of the key first.</summary>
    public IReadOnlyList<RowColumn<T>> Columns { get; }

    public override IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The column that an update must find as it was read, or null.</summary>
    public RowColumn<T>? Token { get; }

    /// <summary>The key, when it is one id. Rows of other tables are read and added, never changed.</summary>
    public Func<T, Guid>? Id { get; }

    /// <summary>The row under the reader, whose columns are <see cref="Columns"/>.</summary>
    public T Read(DbDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var row = new T();
        for (var i = 0; i < Columns.Count; i++)
        {
            Columns[i].Read(row, reader, i);
        }

        return row;
    }

    /// <summary>As stored now, for a comparison later.</summary>
    public T Copy(T row)
    {
        var copy = new T();
        foreach (var column in Columns)
        {
            column.Copy(row, copy);
        }

        return copy;
    }

    /// <summary>True when something would be stored otherwise.</summary>
    public bool Differ(T row, T other)
    {
        foreach (var column in Columns)
        {
            if (!column.AreSame(row, other))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The tables by their row type, compiled when they are first asked for.</summary>
public sealed class RowTables(IDbContextFactory<ChatDb> contexts)
{
    private readonly ConcurrentDictionary<Type, RowTable> tables = new();

    /// <summary>The table of a mapped type.</summary>
    public RowTable<T> Of<T>()
        where T : class, new() =>
        (RowTable<T>)tables.GetOrAdd(typeof(T), _ =>
        {
            using var db = contexts.CreateDbContext();
            return new RowTable<T>(db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped."));
        });
}
