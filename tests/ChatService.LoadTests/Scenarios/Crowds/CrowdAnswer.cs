namespace ChatService.LoadTests.Scenarios.Crowds;

/// <summary>How a command to a crowd went.</summary>
/// <param name="Connected">Seats that are taken now.</param>
/// <param name="Tries">Attempts that were refused or failed, before one went well.</param>
/// <param name="Seconds">From the command until the last seat was taken.</param>
/// <param name="WaitsMs">Of each seat, from the command on.</param>
/// <param name="Failures">Why attempts failed, a few of them.</param>
public sealed record CrowdAnswer(int Connected, int Tries, double Seconds, IReadOnlyList<double> WaitsMs, IReadOnlyList<string> Failures);
