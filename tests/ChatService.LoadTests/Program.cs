using ChatService.LoadTests;
using ChatService.LoadTests.Scenarios;
using ChatService.LoadTests.Stages;

using var ending = Parts.EndOnSignals();
return await Runner.RunAsync([ChatScenario.Chat, ChatScenario.Cross, new SoakScenario()], args);
