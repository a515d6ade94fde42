using Microsoft.AspNetCore.Authentication;

namespace ChatService.Server.Platform.Identity;

/// <summary>The door of visitors' tokens.</summary>
public static class VisitorIdentityFeature
{
    public static IServiceCollection AddVisitorIdentity(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddSingleton<VisitorTokens>();
        services.QuietAuthentication<VisitorAuthentication>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, VisitorAuthentication>(VisitorAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Policies.Visitor, policy =>
            policy.AddAuthenticationSchemes(VisitorAuthentication.SchemeName).RequireClaim(Claims.ContactId));
        return services;
    }

    /// <summary>
    /// The framework's handlers log each request that they refuse, at Information: anybody could fill the log of a server whose other lines must be found. Refusals are in the
    /// request metrics by status.
    /// </summary>
    public static IServiceCollection QuietAuthentication<THandler>(this IServiceCollection services)
        where THandler : class => services.AddLogging(logging => logging.AddFilter(typeof(THandler).FullName, LogLevel.Warning));
}
