using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatService.Server.Tests.Door;

/// <summary>A checked token does not stay in the request of an open socket.</summary>
public sealed class ForgetsQueryTokenTests
{
    [Fact]
    public async Task A_token_is_forgotten_and_the_rest_of_the_address_stays()
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/hubs/visitor";
        context.Request.QueryString = new QueryString("?id=a%20b&access_token=secret");
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/hubs/visitor?id=a%20b&access_token=secret";
        Assert.Equal("secret", context.Request.Query["access_token"]);
        string? seen = null;

        await new ForgetsQueryToken(inner =>
        {
            seen = $"{inner.Request.Query["id"]}{inner.Request.Query["access_token"]}";
            return Task.CompletedTask;
        }).InvokeAsync(context);

        Assert.Equal(("a b", "?id=a%20b", "/hubs/visitor"), (seen, context.Request.QueryString.Value, context.Features.Get<IHttpRequestFeature>()!.RawTarget));
    }
}
