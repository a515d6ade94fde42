using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ChatService.Server.Platform.Storage.Copy;

/// <summary>One table, read through the model of one engine and written through the model of the other.</summary>
internal abstract class TableCopy
{
    /// <summary>The table.</summary>
    public abstract string Name { get; }

    public abstract Task<long> SourceRowsAsync(CancellationToken cancellationToken);

    public abstract Task<long> TargetRowsAsync(CancellationToken cancellationToken);

    public abstract Task CopyAsync(CopyProgress progress, CancellationToken cancellationToken);

    /// <summary>For a table of the target's model.</summary>
    public static TableCopy Of(IEntityType type, ChatDb source, NpgsqlConnection target) =>
        (TableCopy)Activator.CreateInstance(typeof(TableCopy<>).MakeGenericType(type.ClrType), type, source, target)!;
}

/// <summary>As above, for rows of one type.</summary>
internal sealed class TableCopy<TRow>(IEntityType type, ChatDb source, NpgsqlConnection target) : TableCopy
    where TRow : class
{
    private readonly IReadOnlyList<Column> columns = [.. type.GetProperties().Select(Column.Of)];

    public override string Name { get; } = type.GetTableName()!;

    public override Task<long> SourceRowsAsync(CancellationToken cancellationToken) => source.Set<TRow>().LongCountAsync(cancellationToken);

    public override async Task<long> TargetRowsAsync(CancellationToken cancellationToken)
    {
        await using var command = target.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {Name}";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public override async Task CopyAsync(CopyProgress progress, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        await using var writer = await target.BeginBinaryImportAsync($"COPY {Name} ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        await foreach (var row in source.Set<TRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            await writer.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                await WriteAsync(writer, column, column.Property.GetValue(row), cancellationToken);
            }

            progress.Step();
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter writer, Column column, object? value, CancellationToken cancellationToken) =>
        (value is null ? null : column.Convert(value)) switch
        {
            null => writer.WriteNullAsync(cancellationToken),
            // The embedded store took it; PostgreSQL has no such character.
            string text => writer.WriteAsync(text.Replace("\0", string.Empty, StringComparison.Ordinal), column.Type, cancellationToken),
            var other => writer.WriteAsync(other, column.Type, cancellationToken),
        };

    private sealed record Column(string Name, string Type, PropertyInfo Property, Func<object, object?> Convert)
    {
        public static Column Of(IProperty property)
        {
            var mapping = property.GetRelationalTypeMapping();
            return new Column(
                property.GetColumnName(), mapping.StoreTypeNameBase, property.PropertyInfo!, mapping.Converter is { } converter ? converter.ConvertToProvider : value => value);
        }
    }
}
