using System.Data.Common;

namespace ChatService.Server.Platform.Storage.Rows;

/// <summary>Rows to be read into a transaction, by ids.</summary>
/// <param name="Where">SQL with <c>{0}</c> for "is this id", as in <c>conversation_id {0} AND ended_at IS NULL</c>; of pairs of ids <c>{1}</c> is the second.</param>
/// <param name="Ids">One list of ids, or two of the same length that are pairs.</param>
public abstract record RowQuery(string Where, params IReadOnlyCollection<Guid>[] Ids)
{
    internal abstract RowTable TableIn(RowTables tables);

    /// <summary>Takes the rows of a result, without those that belong to others.</summary>
    internal abstract Task ReadAsync(DbDataReader reader, WriteRows into, IReadOnlySet<Guid> others, CancellationToken cancellationToken);
}

/// <inheritdoc />
/// <param name="Owner">The locked row that it belongs to: what belongs to a row that somebody else holds is not read.</param>
public sealed record RowQuery<T>(string Where, Func<T, Guid> Owner, params IReadOnlyCollection<Guid>[] Ids) : RowQuery(Where, Ids)
    where T : class, new()
{
    internal override RowTable TableIn(RowTables tables) => tables.Of<T>();

    internal override async Task ReadAsync(DbDataReader reader, WriteRows into, IReadOnlySet<Guid> others, CancellationToken cancellationToken)
    {
        var set = into.SetOf<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = set.Table.Read(reader);
            if (!others.Contains(Owner(row)))
            {
                set.Take(row);
            }
        }
    }
}
