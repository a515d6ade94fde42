using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Identity;

/// <summary>The door of identity: keys, cross-site checks, limits, order of the middleware. Who agents are is the business of their room.</summary>
public static class IdentityDoor
{
    // Fifty long canned replies in ten languages fit; what needs more says so on its endpoint.
    private const int MaxBody = 256 * 1024;

    /// <summary>Registers keys, limits and options. The schemes come with <c>AddAgents</c> and <c>AddVisitorIdentity</c>.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<IdentityOptions>().Bind(configuration);
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection("Limits"));
        services.AddSingleton<PublicAddress>().AddSingleton<RequestLimits>();
        services.Configure<ForwardedHeadersOptions>(options => KnownProxies.Apply(options, configuration));
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        AddKeys(services);
        return services;
    }

    /// <summary>First of all: the caller's true address and the headers of every answer, static files included.</summary>
    public static IApplicationBuilder UseFrontDoor(this IApplicationBuilder app) => app.UseForwardedHeaders().UseMiddleware<SecurityHeaders>();

    /// <summary>Who is it, may it, does it come from our own pages, is it too much; in this order, because each asks about the answer before it.</summary>
    public static IApplicationBuilder UseIdentity(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseMiddleware<ForgetsQueryToken>().UseMiddleware<OriginGuard>().UseMiddleware<RequestLimiting>();

    private static void AddKeys(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, DataKeysModel>();
        services.AddSingleton<IXmlRepository, DataKeyStore>();
        services.AddDataProtection().SetApplicationName("ChatService");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = s.GetRequiredService<IXmlRepository>()));
        services.AddHostedService<IdentityWarmUp>();
    }
}
