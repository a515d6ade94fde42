namespace ChatService.Server.Features.Presence;

/// <summary>A page that a customer was on, from <c>At</c> until the next one.</summary>
public sealed record PageVisit(string Url, string? Title, DateTimeOffset At);

/// <summary>The newest pages of one contact, oldest first, at most <see cref="MaxPages"/>.</summary>
public sealed class PageTrail
{
    /// <summary>Of one contact: what an agent reads at a glance, and a row of a few kilobytes.</summary>
    public const int MaxPages = 30;

    // What was left within a second was a redirect; it also bounds what a script can make of this.
    private static readonly TimeSpan PassingThrough = TimeSpan.FromSeconds(1);

    public Guid ContactId { get; set; }
    public List<PageVisit> Pages { get; set; } = [];

    /// <summary>Adds to a trail: the page it ends with already is no new visit, only its title may be.</summary>
    public static List<PageVisit> Join(IReadOnlyList<PageVisit> kept, IEnumerable<PageVisit> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        List<PageVisit> trail = [.. kept];
        foreach (var visit in more)
        {
            if (trail.Count > 0 && trail[^1].Url == visit.Url)
            {
                trail[^1] = trail[^1] with { Title = visit.Title ?? trail[^1].Title };
            }
            else if (trail.Count > 0 && visit.At - trail[^1].At < PassingThrough)
            {
                trail[^1] = visit;
            }
            else
            {
                trail.Add(visit);
            }
        }

        return trail.Count > MaxPages ? trail[^MaxPages..] : trail;
    }
}
