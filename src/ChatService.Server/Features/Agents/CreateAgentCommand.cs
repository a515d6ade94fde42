using ChatService.Server.Platform.Cli;

namespace ChatService.Server.Features.Agents;

/// <summary><c>create-agent</c>: for the first admins, and for the one who forgot every password.</summary>
public sealed class CreateAgentCommand(CreateAgent create) : ICliCommand
{
    public string Name => "create-agent";

    public string Usage => "--email EMAIL --role agent|supervisor|admin [--password - | --password-file FILE] [--name NAME]   (-: from standard input)";

    public IReadOnlyList<string> Options => ["email", "password", "password-file", "role", "name"];

    public async Task<int> RunAsync(IReadOnlyDictionary<string, string> options, CliOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        var email = options.GetValueOrDefault("email");
        if (email is null || !options.TryGetValue("role", out var role))
        {
            await output.Error.WriteLineAsync($"Usage: {Name} {Usage}");
            return 2;
        }

        var (password, complaint) = await PasswordOption.ReadAsync(options, output, cancellationToken);
        if (complaint is not null)
        {
            await output.Error.WriteLineAsync(complaint);
            return 2;
        }

        var draft = new AgentDraft { Email = email, Name = options.GetValueOrDefault("name") ?? email.Split('@')[0], Role = role, Password = password };
        var outcome = await create.HandleAsync(null, draft, cancellationToken);
        if (!outcome.IsOk)
        {
            foreach (var text in outcome.Refusal.Errors?.SelectMany(e => e.Value.Select(c => $"{e.Key}: {c.Text}")) ?? [outcome.Refusal.Text])
            {
                await output.Error.WriteLineAsync(text);
            }

            return 1;
        }

        var made = outcome.OrThrow();
        await output.Out.WriteLineAsync($"{made.Agent.Email} can log in as {role}." + (made.OneTimePassword is { } oneTime ? $" One-time password, shown only now: {oneTime}" : string.Empty));
        return 0;
    }
}
