using ChatService.Testing;

namespace ChatService.BrowserTests.Kit;

/// <summary>Customers who speak over the wire only: stories and pictures need their words, not their browsers.</summary>
public sealed class Crowd(Scene scene) : IAsyncDisposable
{
    private readonly List<VisitorClient> visitors = [];

    /// <summary>In the order of coming.</summary>
    public IReadOnlyList<VisitorClient> Visitors => visitors;

    /// <summary>One more customer asks something.</summary>
    public async Task<VisitorClient> ComesAsync(string? name, string says)
    {
        var visitor = await VisitorClient.OpenAsync(scene.Http, locale: scene.Locale);
        visitors.Add(visitor);
        await visitor.StartAsync(says, name: name, email: name is null ? null : $"{visitors.Count}@example.com");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }
    }
}
