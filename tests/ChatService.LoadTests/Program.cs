using ChatService.LoadTests.Scenarios;

// dotnet run -c Release --project tests/ChatService.LoadTests -- breach [--clients 200]
const string usage = "Usage: ChatService.LoadTests breach [--clients N]";
if (args is not ["breach", ..])
{
    Console.Error.WriteLine(usage);
    return 2;
}

var clients = 200;
if (args is [_, "--clients", var count] && (!int.TryParse(count, out clients) || clients is < 1 or > 2_000))
{
    Console.Error.WriteLine("--clients is a number from 1 to 2000.");
    return 2;
}

return await Breach.RunAsync(clients);
