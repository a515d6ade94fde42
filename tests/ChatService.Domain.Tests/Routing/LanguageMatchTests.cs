using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

public sealed class LanguageMatchTests
{
    [Theory]
    [InlineData("zh", "zh-CN", true)]
    [InlineData("zh-CN", "zh", true)]
    [InlineData("zh-CN", "zh-Hans-CN", true)]
    [InlineData("ZH_cn", "zh-CN", true)]
    [InlineData("en", "en", true)]
    [InlineData("zh-TW", "zh-CN", false)]
    [InlineData("pt-PT", "pt-BR", false)]
    [InlineData("CN", "zh-CN", false)]
    [InlineData("en", "eng", false)]
    [InlineData("", "en", false)]
    [InlineData("-", "en", false)]
    public void A_tag_serves_another_when_its_parts_appear_in_order(string agent, string customer, bool serves) =>
        Assert.Equal(serves, LanguageMatch.Serves(agent, customer));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void An_unknown_language_is_served_by_all(string? customer) => Assert.True(LanguageMatch.ServesAny(["en"], customer));
}
