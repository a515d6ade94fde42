namespace ChatService.LoadTests.Fill;

/// <summary>Many conversations like one.</summary>
public static class Everybody
{
    /// <summary>The id of the n-th conversation.</summary>
    public static string Conversation { get; } = FillConnection.Id("conversation");

    /// <summary>Puts aside so many customers with a conversation each, in the table <c>load_conversation</c>; the customers themselves are there at once.</summary>
    /// <param name="fill">Where.</param>
    /// <param name="like">The one that they are like.</param>
    /// <param name="count">How many.</param>
    /// <param name="changes">More columns that differ: <c>'name', value, …</c>.</param>
    public static async Task PrepareAsync(FillConnection fill, Guid like, int count, string changes = "")
    {
        ArgumentNullException.ThrowIfNull(fill);
        await fill.RunAsync($"INSERT INTO contact {FillConnection.Copies("contact", $"t.id = (SELECT contact_id FROM conversation WHERE id = '{like}')", count, $"'id', {FillConnection.Id("contact")}")}");
        await fill.RunAsync(
            $"CREATE UNLOGGED TABLE load_conversation AS {FillConnection.Copies("conversation", $"t.id = '{like}'", count, $"'id', {Conversation}, 'contact_id', {FillConnection.Id("contact")}{(changes.Length == 0 ? string.Empty : ", " + changes)}")}");
    }
}
