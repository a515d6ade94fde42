using System.Globalization;
using ChatService.LoadTests;
using ChatService.LoadTests.Scenarios;
using ChatService.LoadTests.Scenarios.Crowds;
using ChatService.LoadTests.Scenarios.Table;
using ChatService.LoadTests.Stages;

using var ending = Parts.EndOnSignals();
return args switch
{
    [CrowdProcess.Word, var offset] => await CrowdProcess.ServeAsync(int.Parse(offset, CultureInfo.InvariantCulture)),
    [TableCommand.Word, .. var rest] => await TableCommand.RunAsync(rest),
    _ => await Runner.RunAsync(
        [
            ChatScenario.Chat, ChatScenario.Cross, new StormScenario(), new IdleScenario(), new TimersScenario(), new RoutingScenario(), new HistoryScenario(), new SoakScenario(),
            new BreachScenario(), new StartScenario(),
        ],
        args),
};
