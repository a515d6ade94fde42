using System.Diagnostics;
using ChatService.Domain.AutoReplies;
using ChatService.Domain.Tests.Content;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.AutoReplies;

public sealed class KeywordMatchTests
{
    [Theory]
    [InlineData("refund", "I want a REFUND, please")]
    [InlineData("refund", "Refund!")]
    [InlineData("order status", "my order \n  status?")]
    [InlineData("退款", "你好我要退款谢谢")]
    [InlineData("转人工", "请转人工")]
    [InlineData("refund", "我要refund谢谢")]
    [InlineData("refund", "\uFF32\uFF25\uFF26\uFF35\uFF2E\uFF24\uFF1F")]
    [InlineData("\uFF32efund", "refund")]
    [InlineData("refund", "re\u200Bfund")]
    [InlineData("app下载", "去哪里APP下载呢")]
    [InlineData("café", "the cafe\u0301 is closed")]
    [InlineData("c++", "is c++11 fine")]
    [InlineData("カタカナ", "\uFF76\uFF80\uFF76\uFF85です")]
    [InlineData("환불", "환불이 필요해요")]
    [InlineData("คืนเงิน", "ขอคืนเงินค่ะ")]
    [InlineData("𠀀", "叫𠀀的")]
    [InlineData("возврат", "Нужен ВОЗВРАТ денег")]
    public void A_word_is_found(string word, string text) => Assert.True(new KeywordMatch { Words = [word] }.Matches(text));

    [Theory]
    [InlineData("art", "let us start")]
    [InlineData("refund", "refunds_2024")]
    [InlineData("refund", "non_refund")]
    [InlineData("order", "reorder the border")]
    [InlineData("退款", "退一下款")]
    [InlineData("app下载", "snapp下载")]
    [InlineData("возврат", "возвраты")]
    [InlineData("cafe", "cafe\u0301")]
    [InlineData("refund", "")]
    public void A_part_of_another_word_is_not(string word, string text) => Assert.False(new KeywordMatch { Words = [word] }.Matches(text));

    [Fact]
    public void A_later_place_where_the_word_stands_alone_is_found() =>
        Assert.True(new KeywordMatch { Words = ["art"] }.Matches("start party art"));

    [Fact]
    public void A_pattern_sees_the_normalised_text()
    {
        var match = new KeywordMatch { Pattern = @"order\s*#?\d{5,12}" };

        Assert.True(match.Matches("Where is ORDER \uFF03\uFF11\uFF12\uFF13\uFF14\uFF15"));
        Assert.False(match.Matches("order 12"));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*a){12}$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("a[\\s\\S]{1,999}b")]
    [InlineData("(a.*){1,100}(.*a){1,2}b")]
    public void A_catastrophic_pattern_ends_in_time(string pattern)
    {
        var match = new KeywordMatch { Pattern = pattern };
        Assert.Empty(match.Validate());
        var text = new string('a', 1_999) + "!";

        var watch = Stopwatch.StartNew();
        Assert.False(match.Matches(text));

        // The limit is 100 ms; the rest is room for a busy machine. With backtracking this would take longer than the
        // universe has.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("((a{1,50}){1,50}){1,50}", "multiply")]
    [InlineData("a{99999999999}", "multiply")]
    [InlineData("(a.{1,30}){1,30}b", "inside a counted repetition")]
    [InlineData("((a?){30}){30}b", "inside a counted repetition")]
    [InlineData("(a?){101}b", "inside a counted repetition")]
    [InlineData("(?:[)}]{2}(b+c{150})){2}", "inside a counted repetition")]
    [InlineData("(unclosed", "Not a regular expression")]
    [InlineData(@"(a)\1", "not supported")]
    [InlineData("(?=look)ahead", "not supported")]
    [InlineData("a*", "empty text")]
    public void A_pattern_that_cannot_be_used_is_a_complaint(string pattern, string complaint)
    {
        var found = Assert.Single(new KeywordMatch { Pattern = pattern }.Validate());

        Assert.Equal("keywords.pattern", found.Field);
        Assert.Contains(complaint, found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"(\d{4}[ -]?){4}")]
    [InlineData(@"order\s*#?\d{5,12}")]
    [InlineData(@"[({]\w{1,200}[)}]{2}")]
    [InlineData(@"(refund|return)( my)? (order|money){1}")]
    [InlineData(@"\({3}\{a{300}")]
    public void A_pattern_with_ordinary_repetitions_can_be_used(string pattern) =>
        Assert.Empty(new KeywordMatch { Pattern = pattern }.Validate());

    [Fact]
    public void Only_the_first_2000_characters_are_looked_at()
    {
        var match = new KeywordMatch { Words = ["refund"], Pattern = "order [0-9]{5}" };

        Assert.True(match.Matches(new string(' ', 1_900) + "refund"));
        Assert.True(match.Matches(new string('x', 1_900) + " order 12345"));
        Assert.False(match.Matches(new string('x', 2_000) + " refund order 12345"));
        Assert.False(match.Matches(new string('x', 1_999) + "\U0001F600 refund"));
    }

    [Fact]
    public void All_complaints_come_at_once()
    {
        var match = new KeywordMatch { Words = ["ok", " \u200B", new string('x', 101)], Pattern = new string('x', 501) };

        Assert.Equal(["keywords.words[1]", "keywords.words[2]", "keywords.pattern"], match.Validate().Select(c => c.Field));
        Assert.Equal("keywords", Assert.Single(new KeywordMatch().Validate()).Field);
        Assert.Equal("keywords.words", Assert.Single(new KeywordMatch { Words = [.. Enumerable.Repeat("x", 101)] }.Validate()).Field);
    }

    [Theory]
    [InlineData("refund \ufffe please")]
    [InlineData("refund \uffff please")]
    [InlineData("refund \ud800 please")]
    public void A_character_that_is_none_does_not_keep_a_word_from_being_found(string text) =>
        Assert.True(new KeywordMatch { Words = ["refund"] }.Matches(text));

    [Fact]
    public void Matching_never_throws_and_a_text_contains_itself() =>
        Prop.ForAll(Utf16.Arbitrary, text =>
        {
            var match = new KeywordMatch { Words = [text] };
            return match.Matches(text) == !match.Validate().Any(c => c.Text.Contains("visible", StringComparison.Ordinal) && text.Length <= KeywordMatch.MaxWordLength)
                && !match.Matches("");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}
