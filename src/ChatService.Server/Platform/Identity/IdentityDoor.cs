using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Identity;

/// <summary>The door of identity: keys, cross-site checks, order of the middleware. Who agents are is the business of their room.</summary>
public static class IdentityDoor
{
    /// <summary>Registers keys and options. The schemes come with <c>AddAgents</c> and the visitors' door.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<IdentityOptions>().Bind(configuration);
        services.AddSingleton<IModelPart, DataKeysModel>();
        services.AddSingleton<IXmlRepository, DataKeyStore>();
        services.AddDataProtection().SetApplicationName("ChatService");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = s.GetRequiredService<IXmlRepository>()));
        services.AddSingleton<PublicAddress>();
        services.AddHostedService<IdentityWarmUp>();
        return services;
    }

    /// <summary>Who is it, may it, and does it come from our own pages; in this order, because the last question is only asked of cookies.</summary>
    public static IApplicationBuilder UseIdentity(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseMiddleware<OriginGuard>();
}
