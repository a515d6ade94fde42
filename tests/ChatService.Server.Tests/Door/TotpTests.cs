using System.Text;
using ChatService.Server.Features.Agents;

namespace ChatService.Server.Tests.Door;

public sealed class TotpTests
{
    // RFC 6238, appendix B: the ASCII secret 12345678901234567890, the last six of the eight digits.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, Totp.Code(Secret, seconds / 30));

    [Fact]
    public void A_code_is_good_one_step_early_or_late_and_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = 1_234_567_890 / 30;

        Assert.Equal(step, Totp.Step(Secret, Totp.Code(Secret, step), now, null));
        Assert.Equal(step - 1, Totp.Step(Secret, Totp.Code(Secret, step - 1), now, null));
        Assert.Equal(step + 1, Totp.Step(Secret, " " + Totp.Code(Secret, step + 1).Insert(3, " "), now, null));
        Assert.Null(Totp.Step(Secret, Totp.Code(Secret, step - 2), now, null));
        Assert.Null(Totp.Step(Secret, Totp.Code(Secret, step), now, step));
        Assert.Null(Totp.Step(Secret, "12345", now, null));
        Assert.Null(Totp.Step(Secret, Encoding.UTF8.GetString([0xE0, 0xA5, 0xA7]), now, null));
    }
}
