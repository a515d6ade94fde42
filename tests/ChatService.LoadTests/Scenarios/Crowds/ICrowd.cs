namespace ChatService.LoadTests.Scenarios.Crowds;

/// <summary>Many clients that hold a connection each.</summary>
public interface ICrowd : IAsyncDisposable
{
    /// <summary>All take their seats, so many at a time.</summary>
    Task<CrowdAnswer> ConnectAsync(int atOnce);

    /// <summary>All are cut at the same moment, without a goodbye, and all come back at once.</summary>
    Task<CrowdAnswer> StormAsync();

    /// <summary>How many are still there.</summary>
    Task<int> CountAsync();
}
