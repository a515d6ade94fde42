using ChatService.Server.Platform.Cli;
using Microsoft.Extensions.FileProviders;

namespace ChatService.Server.Features.Site;

/// <summary>The pages `/` and, while the demo is enabled, `/demo`, and the built front ends under `/widget.js`, `/widget/` and `/console`.</summary>
public static class SiteFeature
{
    private static readonly EmbeddedFileProvider Pages = new(typeof(SiteFeature).Assembly, "ChatService.Server.Features.Site.assets");

    /// <summary>Static files: hashed names are kept for a year, entries are asked for again each time.</summary>
    public static WebApplication UseSite(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseStaticFiles(new StaticFileOptions { RequestPath = "/site", FileProvider = Pages, OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file =>
            {
                var headers = file.Context.Response.Headers;
                // The loader and its chunks are used by other websites.
                headers.AccessControlAllowOrigin = "*";
                headers["Cross-Origin-Resource-Policy"] = "cross-origin";
                headers.CacheControl = IsHashed(file.File.Name) ? "public, max-age=31536000, immutable" : "no-cache";
            },
        });
        return app;
    }

    public static void MapSite(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var demo = Demo.IsEnabled(routes.ServiceProvider.GetRequiredService<IConfiguration>());
        routes.MapGet("/", () => Page("home.html", demo)).ExcludeFromDescription().AllowAnonymous();
        if (demo)
        {
            routes.MapGet("/demo", () => Page("demo.html", demo)).ExcludeFromDescription().AllowAnonymous();
        }

        routes.MapGet("/console/{**path:nonfile}", Console).ExcludeFromDescription().AllowAnonymous();
    }

    // Lines marked for newcomers say more about an installation than its customers need to know.
    private static IResult Page(string name, bool demo)
    {
        using var stream = Pages.GetFileInfo(name).CreateReadStream();
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n').Where(line => demo || !line.Contains("data-demo", StringComparison.Ordinal));
        return Results.Text(string.Join('\n', lines), "text/html; charset=utf-8");
    }

    // The console routes in the browser: every path below it that names no file is its one page.
    private static IResult Console(IWebHostEnvironment environment, HttpContext http)
    {
        var index = environment.WebRootFileProvider.GetFileInfo("console/index.html");
        if (!index.Exists)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "no-cache";
        return Results.Stream(index.CreateReadStream(), "text/html; charset=utf-8");
    }

    // Vite's names: name-<hash of 8>.ext
    private static bool IsHashed(string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var dash = stem.LastIndexOf('-');
        return dash > 0 && stem.Length - dash - 1 == 8;
    }
}
