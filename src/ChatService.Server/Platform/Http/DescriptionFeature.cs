using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Identity;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ChatService.Server.Platform.Http;

/// <summary>The description of the HTTP API, <c>/openapi/v1.json</c>.</summary>
public static class DescriptionFeature
{
    /// <summary>It names the configured address or none: the caller's Host header is the caller's word.</summary>
    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi(options =>
        options.AddDocumentTransformer((document, context, _) =>
        {
            var address = context.ApplicationServices.GetRequiredService<IOptions<IdentityOptions>>().Value.PublicUrl;
            document.Servers = address is null ? [] : [new OpenApiServer { Url = address.GetLeftPart(UriPartial.Authority) }];
            return Task.CompletedTask;
        }));

    /// <summary>Open to everybody where somebody tries or develops the server, for agents elsewhere.</summary>
    public static void MapDescription(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var services = routes.ServiceProvider;
        var description = routes.MapOpenApi();
        if (Demo.IsEnabled(services.GetRequiredService<IConfiguration>()) || services.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
        {
            description.AllowAnonymous();
        }
        else
        {
            description.RequireAuthorization(Policies.Agent);
        }
    }
}
