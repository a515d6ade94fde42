using ChatService.LoadTests;
using ChatService.LoadTests.Scenarios;
using ChatService.LoadTests.Stages;

return args switch
{
    ["breach", .. var rest] when Options.TryRead(rest, out var options) => await Breach.RunAsync(options.Number("clients", 200)),
    ["chat", .. var rest] when Options.TryRead(rest, out var options) => await ChatCommand.RunAsync(options),
    ["idle", .. var rest] when Options.TryRead(rest, out var options) => await Idle.RunAsync(options),
    _ => Options.Explain(),
};
