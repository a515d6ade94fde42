namespace ChatService.LoadTests;

/// <summary>One option of a scenario: <c>--name value</c>.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Usual">When it is not given; empty: nothing.</param>
/// <param name="Meaning">For the usage.</param>
public sealed record Option(string Name, string Usual, string Meaning);
