using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ChatService.BrowserTests.Kit;

/// <summary>Runs stories: one server, its browser contexts, evidence when it fails, and complaints of pages and server as failures.</summary>
public abstract class BrowserTest(Chromium chromium)
{
    /// <summary>The languages every story is told in.</summary>
    public static TheoryData<string> Locales { get; } = ["en", "zh-CN"];

    /// <summary>Tells one story. A browser that draws no frames any more says nothing about the pages: a new one is started, and the story told once more.</summary>
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
