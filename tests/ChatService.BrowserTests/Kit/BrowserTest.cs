using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ChatService.BrowserTests.Kit;

/// <summary>Runs stories: one server, its browser contexts, evidence when it fails, and complaints of pages and server as failures.</summary>
public abstract class BrowserTest(Chromium chromium)
{
    /// <summary>The languages every story is told in.</summary>
    public static TheoryData<string> Locales { get; } = ["en", "zh-CN"];

    /// <summary>Tells one story.</summary>
    protected async Task Play(string locale, Func<Scene, Task> story, IReadOnlyDictionary<string, string>? settings = null, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(story);
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
    }
}
