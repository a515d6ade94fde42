using System.Globalization;
using Npgsql;

namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>Somebody's transaction holds the row of one conversation: any that is open, unless told which.</summary>
internal sealed class RowLocked(Guid? conversation) : IDeed
{
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RowLocked()
        : this(null)
    {
    }

    /// <summary>This deed holds the row; a node's own write does not count.</summary>
    public Task Held => held.Task;

    public string Code => "F11";

    public string Name => "one conversation row locked";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        await using var session = await cluster.OpenSessionAsync();
        await using var transaction = await session.BeginTransactionAsync();
        var which = conversation is { } id ? $"id = '{id}'" : "state <> 'closed'";
        var offset = conversation is null ? dice.Roll(5).ToString(CultureInfo.InvariantCulture) : "0";
        await using var command = new NpgsqlCommand($"SELECT id FROM conversation WHERE {which} ORDER BY id LIMIT 1 OFFSET {offset} FOR UPDATE", session, transaction);
        await command.ExecuteScalarAsync();
        held.TrySetResult();
        await lasting;
        await transaction.RollbackAsync();
    }
}
