using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.HostFiltering;
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
        services.AddSingleton<PublicAddress>().AddSingleton<RequestLimits>().AddSingleton<UnnamedProxy>().AddSingleton<CookieNames>();
        var hosts = new ServedHosts(configuration);
        services.AddSingleton(hosts);
        // Ours knows who asks under an address of its own, such as a health check; the framework's would refuse it.
        services.PostConfigure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        services.Configure<ForwardedHeadersOptions>(options => KnownProxies.Apply(options, configuration, hosts));
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        AddKeys(services, new DataKeyProtection(configuration));
        return services;
    }

    /// <summary>First of all: the caller's true address, the headers of every answer, static files included, and whether it asks for us at all.</summary>
    public static IApplicationBuilder UseFrontDoor(this IApplicationBuilder app) =>
        app.UseForwardedHeaders().Use(LookForProxy).UseMiddleware<SecurityHeaders>().Use(CheckHost);

    /// <summary>Who is it, may it, does it come from our own pages, is it too much; in this order, because each asks about the answer before it.</summary>
    public static IApplicationBuilder UseIdentity(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseMiddleware<ForgetsQueryToken>().UseMiddleware<OriginGuard>().UseMiddleware<ReadOnlyCallers>().UseMiddleware<RequestLimiting>();

    private static RequestDelegate LookForProxy(RequestDelegate next) => context =>
    {
        context.RequestServices.GetRequiredService<UnnamedProxy>().Look(context);
        return next(context);
    };

    private static RequestDelegate CheckHost(RequestDelegate next) => context =>
        context.RequestServices.GetRequiredService<ServedHosts>().Serves(context) ? next(context) : ServedHosts.RefuseAsync(context);

    private static void AddKeys(IServiceCollection services, DataKeyProtection protection)
    {
        services.AddSingleton<IModelPart, DataKeysModel>();
        services.AddSingleton<IXmlRepository, DataKeyStore>().AddSingleton(protection).AddSingleton<DataKeySealing>();
        // Before the framework's own start of the keys, which AddDataProtection brings: that one takes no lock, and nodes that start at once would each make a key.
        services.AddHostedService<IdentityWarmUp>();
        var builder = services.AddDataProtection().SetApplicationName("ChatService");
        if (protection.Certificate is { } certificate)
        {
            builder.UnprotectKeysWithAnyCertificate(certificate);
        }

        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = s.GetRequiredService<IXmlRepository>();
            options.XmlEncryptor = Encryptor(protection, s);
        }));
        services.AddSingleton<IModelPart, SharedSecretsModel>();
        // After the warm-up, whose keys it needs.
        services.AddHostedService<NodeFrameKey>();
    }

    private static IXmlEncryptor? Encryptor(DataKeyProtection protection, IServiceProvider services) => protection switch
    {
        { Keys.Count: > 0 } => new DataKeyCipher(protection),
        { Certificate: { } certificate } => new CertificateXmlEncryptor(certificate, services.GetRequiredService<ILoggerFactory>()),
        _ => null,
    };
}
