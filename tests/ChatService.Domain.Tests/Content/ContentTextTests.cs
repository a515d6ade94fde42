using ChatService.Domain.Content;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Content;

public sealed class ContentTextTests
{
    [Theory]
    [InlineData("Lin Wei")]
    [InlineData("张伟")]
    [InlineData("O'Brien & Söhne <b>")]
    public void A_plain_name_comes_back_as_the_same_instance(string name) => Assert.Same(name, ContentText.CleanName(name));

    [Theory]
    [InlineData("  Lin \r\n\t Wei ", "Lin Wei")]
    [InlineData("Lin\u3000Wei", "Lin Wei")]
    [InlineData("a\0b\u202Ec\u001Bd", "abcd")]
    [InlineData("👩‍🚀 Ana", "👩‍🚀 Ana")]
    [InlineData("{{7*7}}", "{{7*7}}")]
    [InlineData("x\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "x\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301")]
    public void A_name_becomes_one_clean_line(string name, string expected) => Assert.Equal(expected, ContentText.CleanName(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("\u200B\u200D")]
    public void A_name_with_nothing_to_see_is_none(string? name) => Assert.Null(ContentText.CleanName(name));

    // Not as inline data: attributes are stored as UTF-8, which has no halves of surrogates.
    [Fact]
    public void Halves_of_surrogates_never_stay()
    {
        Assert.Equal("half done", ContentText.CleanName("half \uD83D done"));
        Assert.Null(ContentText.CleanName("\uDC00"));
        Assert.Null(ContentText.CleanUrl("https://shop.example/\uD800"));
    }

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        Assert.Equal(new string('x', 120), ContentText.CleanName(new string('x', 500)));
        Assert.Equal(new string('x', 119), ContentText.CleanName(new string('x', 119) + "😀"));
        Assert.Equal("ab", ContentText.CleanName("ab cd", 3));
    }

    [Fact]
    public void Any_utf16_becomes_a_name_or_none_and_cleaning_twice_changes_nothing() =>
        Prop.ForAll(Utf16.Arbitrary, text => ContentText.CleanName(text) is not { } clean
            || (clean.Length is > 0 and <= ContentText.MaxName
                && clean == clean.Trim()
                && !clean.Any(char.IsControl)
                && ContentText.CleanName(clean) == clean)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("https://shop.example/cart?id=1#top", "https://shop.example/cart?id=1#top")]
    [InlineData(" HTTP://Shop.Example ", "http://shop.example/")]
    [InlineData("https://shop.example/订单", "https://shop.example/%E8%AE%A2%E5%8D%95")]
    public void A_web_address_is_normalised(string url, string expected) => Assert.Equal(expected, ContentText.CleanUrl(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("javascript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://shop.example/")]
    [InlineData("//shop.example/")]
    [InlineData("/cart")]
    [InlineData("https://shop.example@evil.example/")]
    [InlineData("https://shop.example/a b")]
    [InlineData("https://shop.example/\u202Egpj")]
    [InlineData("https://")]
    public void Any_other_address_is_none(string? url) => Assert.Null(ContentText.CleanUrl(url));

    [Fact]
    public void An_address_is_measured_as_it_would_be_stored()
    {
        const string Start = "https://shop.example/";

        Assert.NotNull(ContentText.CleanUrl(Start + new string('x', 2_048 - Start.Length)));
        Assert.Null(ContentText.CleanUrl(Start + new string('x', 2_049 - Start.Length)));
        Assert.Null(ContentText.CleanUrl(Start + new string('订', 1_000)));
    }

    [Fact]
    public void Any_utf16_becomes_an_address_or_none() =>
        Prop.ForAll(Utf16.Arbitrary, text => ContentText.CleanUrl("https://a/" + text) is not { } clean || ContentText.CleanUrl(clean) == clean)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("en", "en")]
    [InlineData("zh_cn", "zh-CN")]
    [InlineData("ZH-hans-cn", "zh-Hans-CN")]
    [InlineData(" es-419 ", "es-419")]
    [InlineData("sl-rozaj-1994", "sl-rozaj-1994")]
    public void A_language_tag_is_spelt_as_usual(string tag, string expected) => Assert.Equal(expected, ContentText.CleanLocale(tag));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("english")]
    [InlineData("en-")]
    [InlineData("en--US")]
    [InlineData("en-US.UTF-8")]
    [InlineData("中文")]
    [InlineData("en-verylongsubtag")]
    [InlineData("en-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r")]
    public void Anything_else_is_no_language(string? tag) => Assert.Null(ContentText.CleanLocale(tag));
}
