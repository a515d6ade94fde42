namespace ChatService.Server.Platform.Http;

/// <summary>A list on the wire; a null cursor says that this was all.</summary>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? NextCursor = null);
