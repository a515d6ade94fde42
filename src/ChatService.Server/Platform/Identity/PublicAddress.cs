using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Identity;

/// <summary>The address under which browsers reach this server.</summary>
public sealed class PublicAddress(IOptions<IdentityOptions> options)
{
    /// <summary>Scheme, host and port without a slash: the setting, or what this request was sent to.</summary>
    public string Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return options.Value.PublicUrl is { } configured
            ? configured.GetLeftPart(UriPartial.Authority)
            : $"{request.Scheme}://{request.Host.ToUriComponent()}";
    }
}
