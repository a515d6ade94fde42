namespace ChatService.Realtime.Connections;

/// <summary>From a name (group or user) to the connections of this node. Names are opaque and compared by their characters; joins of different names hardly ever meet.</summary>
internal sealed class NameIndex
{
    // Many more than cores, so that a storm of joins does not queue at one lock.
    private readonly Stripe[] stripes = [.. Enumerable.Range(0, 64).Select(_ => new Stripe())];

    public void Add(string name, LocalConnection connection)
    {
        var stripe = Of(name);
        lock (stripe.Gate)
        {
            if (!stripe.Names.TryGetValue(name, out var members))
            {
                stripe.Names.Add(name, members = new Members());
            }

            members.Add(connection);
        }
    }

    public void Remove(string name, LocalConnection connection)
    {
        var stripe = Of(name);
        lock (stripe.Gate)
        {
            if (stripe.Names.TryGetValue(name, out var members) && members.Remove(connection))
            {
                stripe.Names.Remove(name);
            }
        }
    }

    /// <summary>A snapshot.</summary>
    public IReadOnlyList<LocalConnection> Of(IReadOnlyList<string> names)
    {
        if (names.Count == 1)
        {
            return MembersOf(names[0]);
        }

        // Somebody in two of the groups gets it once.
        var all = new HashSet<LocalConnection>();
        foreach (var name in names)
        {
            all.UnionWith(MembersOf(name));
        }

        return [.. all];
    }

    /// <summary>Names that have a member.</summary>
    public int Count => stripes.Sum(stripe => stripe.Names.Count);

    private LocalConnection[] MembersOf(string name)
    {
        var stripe = Of(name);
        lock (stripe.Gate)
        {
            return stripe.Names.TryGetValue(name, out var members) ? members.Snapshot : [];
        }
    }

    private Stripe Of(string name) => stripes[(uint)name.GetHashCode(StringComparison.Ordinal) % stripes.Length];

    private sealed class Stripe
    {
        public Lock Gate { get; } = new();

        public Dictionary<string, Members> Names { get; } = new(StringComparer.Ordinal);
    }

    // The array is made when it is first read after a change: a storm of joins does not copy, and a send does not lock for long.
    private sealed class Members
    {
        private readonly HashSet<LocalConnection> all = [];
        private LocalConnection[]? snapshot;

        public LocalConnection[] Snapshot => snapshot ??= [.. all];

        public void Add(LocalConnection connection) => snapshot = all.Add(connection) ? null : snapshot;

        /// <summary>True when nobody is left.</summary>
        public bool Remove(LocalConnection connection)
        {
            snapshot = all.Remove(connection) ? null : snapshot;
            return all.Count == 0;
        }
    }
}
