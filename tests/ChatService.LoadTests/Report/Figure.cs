namespace ChatService.LoadTests.Report;

/// <summary>One measured number with its unit.</summary>
public sealed record Figure(string Name, string Unit, double Value);
