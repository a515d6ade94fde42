using Microsoft.AspNetCore.Authentication;

namespace ChatService.Server.Platform.Identity;

/// <summary>The door of visitors' tokens.</summary>
public static class VisitorIdentityFeature
{
    public static IServiceCollection AddVisitorIdentity(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddSingleton<VisitorTokens>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, VisitorAuthentication>(VisitorAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Policies.Visitor, policy =>
            policy.AddAuthenticationSchemes(VisitorAuthentication.SchemeName).RequireClaim(Claims.ContactId));
        return services;
    }
}
