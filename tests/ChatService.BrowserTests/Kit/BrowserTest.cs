using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ChatService.BrowserTests.Kit;

/// <summary>Runs stories: one server, its browser contexts, evidence when it fails, and complaints of pages and server as failures.</summary>
public abstract class BrowserTest(Chromium chromium)
{
    /// <summary>The languages every story is told in.</summary>
    public static TheoryData<string> Locales { get; } = ["en", "zh-CN"];

    /// <summary>Tells a story in one language. A browser that draws no frames any more says nothing about the pages: a new one is started, and the story told once more.</summary>
    protected async Task Play(string locale, Func<Scene, Task> story, IReadOnlyDictionary<string, string>? settings = null, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(story);
        if (await TellAsync(locale, story, settings, name, isLast: false))
        {
            return;
        }

        Console.WriteLine($"The browser drew no frames in {name} ({locale}): it is started again, and the story is told once more.");
        await chromium.RestartAsync();
        await TellAsync(locale, story, settings, name, isLast: true);
    }

    /// <summary>Tells a story in both languages at once: much of each is waiting. What decides by the second is told alone, by <see cref="Play"/>.</summary>
    protected async Task PlayAtOnce(Func<Scene, Task> story, IReadOnlyDictionary<string, string>? settings = null, [CallerMemberName] string name = "")
    {
        string[] locales = [.. Locales.Select(locale => locale.Data)];
        var told = await Task.WhenAll(locales.Select(locale => InAsync(locale, isLast: false)));
        if (told.Contains(false))
        {
            // Only now: a new browser takes the pages of the other language with it.
            await chromium.RestartAsync();
            await Task.WhenAll(locales.Select(locale => InAsync(locale, isLast: true)));
        }

        async Task<bool> InAsync(string locale, bool isLast)
        {
            try
            {
                return await TellAsync(locale, story, settings, name, isLast);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"Told in {locale}: {exception.Message}", exception);
            }
        }
    }

    // False when the browser is at fault. Not the last time, only.
    private async Task<bool> TellAsync(string locale, Func<Scene, Task> story, IReadOnlyDictionary<string, string>? settings, string name, bool isLast)
    {
        var scene = await Scene.OpenAsync(chromium.Browser, locale, settings);
        Exception? failure = null;
        try
        {
            await story(scene);
            scene.Complaints.Verify();
        }
        catch (Exception exception)
        {
            failure = exception;
            if (!isLast && !await scene.DrawsAsync())
            {
                await scene.DisposeAsync();
                return false;
            }

            await scene.SaveEvidenceAsync($"{name}.{locale}");
        }

        try
        {
            await scene.DisposeAsync();
        }
        catch (Exception exception) when (failure is not null)
        {
            throw new AggregateException(failure, exception);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return true;
    }
}
