using System.Text.Json;
using ChatService.Server.Platform;

namespace ChatService.Server.Tests.Protocol;

/// <summary>Times on the wire: UTC, a Z, three decimals, whatever clock they were read from.</summary>
public sealed class WireTimeTests
{
    [Theory]
    [InlineData("2026-11-21T08:00:00.1239999+08:00", "2026-11-21T00:00:00.123Z")]
    [InlineData("2026-11-21T00:00:00Z", "2026-11-21T00:00:00.000Z")]
    [InlineData("2026-12-31T23:30:00.5-01:00", "2027-01-01T00:30:00.500Z")]
    public void A_time_has_its_form(string time, string wire)
    {
        var options = new JsonSerializerOptions();
        WireJson.Apply(options);

        var written = JsonSerializer.Serialize(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), options);

        Assert.Equal($"\"{wire}\"", written);
        Assert.Equal(TimeSpan.Zero, JsonSerializer.Deserialize<DateTimeOffset>(written, options).Offset);
    }
}
