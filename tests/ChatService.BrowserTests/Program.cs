using ChatService.BrowserTests.Screenshots;

// With CHATSERVICE_SCREENSHOTS=folder this program takes pictures for people to look at; otherwise it runs the tests.
return Environment.GetEnvironmentVariable("CHATSERVICE_SCREENSHOTS") is { Length: > 0 } folder
    ? await PictureBook.SaveAsync(folder)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
