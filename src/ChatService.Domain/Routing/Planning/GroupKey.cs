namespace ChatService.Domain.Routing.Planning;

/// <summary>What conversations must have in common to see the same eligible agents, apart from who declined them.</summary>
internal readonly struct GroupKey(QueuedConversation conversation, int ring) : IEquatable<GroupKey>
{
    private readonly QueuedConversation _sample = conversation;
    private readonly int _ring = ring;

    public bool Equals(GroupKey other) =>
        _ring == other._ring
        && _sample.InboxId == other._sample.InboxId
        && _sample.TeamId == other._sample.TeamId
        && _sample.Slots == other._sample.Slots
        && string.Equals(_sample.Language, other._sample.Language, StringComparison.Ordinal)
        && SameSkills(_sample.RequiredSkills, other._sample.RequiredSkills);

    public override bool Equals(object? obj) => obj is GroupKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = HashCode.Combine(_ring, _sample.InboxId, _sample.TeamId, _sample.Slots, _sample.Language);
        for (var i = 0; i < _sample.RequiredSkills.Count; i++)
        {
            hash = HashCode.Combine(hash, _sample.RequiredSkills[i]);
        }

        return hash;
    }

    private static bool SameSkills(IReadOnlyList<SkillLevel> a, IReadOnlyList<SkillLevel> b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if (a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }
}
