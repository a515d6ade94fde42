using System.Text;
using ChatService.Domain.Content;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Content;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("Where is my order?")]
    [InlineData("您好,我的订单 12345 到哪了?")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("family 👨‍👩‍👧 flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ok")]
    [InlineData("مرحبا \u200F(abc)")]
    [InlineData("<script>alert(1)</script> {{7*7}} =1+1")]
    public void A_fine_text_comes_back_as_the_same_instance(string text)
    {
        var (clean, refusal) = MessageText.Check(text);

        Assert.Same(text, clean);
        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("hi\U000E0069\U000E0067\U000E006E\U000E006F\U000E0072\U000E0065 there", "hi there")]
    [InlineData("\U000E0001hi\U000E007F", "hi")]
    [InlineData("\U0001F3F4\U000E0068\U000E0069\U000E007F flag", "\U0001F3F4 flag")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F\U000E0068 flag", "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F flag")]
    public void Tag_characters_that_make_no_flag_are_removed(string text, string clean)
    {
        Assert.Equal(clean, MessageText.Check(text).Clean);
        Assert.Equal(clean, ContentText.CleanName(text));
    }

    [Fact]
    public void A_text_of_tag_characters_is_empty()
    {
        Assert.Equal(ContentRefusal.Empty, MessageText.Check("\U000E0068\U000E0069").Refusal);
        Assert.Null(ContentText.CleanName("\U000E0068\U000E0069"));
    }

    [Fact]
    public void A_name_is_not_cut_inside_a_flag() =>
        Assert.Equal("ab", ContentText.CleanName("ab\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", 10));

    [Fact]
    public void A_fine_text_costs_no_allocation()
    {
        var text = "您好, where is my order 12345? é 😀";
        // The least of several rounds: the runtime allocates, too, when it compiles a method again.
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                MessageText.Check(text);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000\u00A0")]
    [InlineData("\u200B\u200D\uFEFF\u2060")]
    [InlineData("\0\u0007\u0085")]
    [InlineData("\u202E\u2066")]
    public void A_text_with_nothing_to_see_is_empty(string? text) =>
        Assert.Equal((null, ContentRefusal.Empty), MessageText.Check(text));

    [Fact]
    public void Lone_surrogates_are_refused()
    {
        Assert.Equal(ContentRefusal.InvalidUnicode, MessageText.Check("a\uD800b").Refusal);
        Assert.Equal(ContentRefusal.InvalidUnicode, MessageText.Check("a\uDC00").Refusal);
        Assert.Equal(ContentRefusal.InvalidUnicode, MessageText.Check("\uD83D").Refusal);
    }

    [Fact]
    public void The_limit_counts_what_is_left_after_cleaning()
    {
        Assert.Equal(8_000, MessageText.Check(new string('x', 8_000)).Clean!.Length);
        Assert.Equal(ContentRefusal.TooLong, MessageText.Check(new string('x', 8_001)).Refusal);
        Assert.Equal(8_000, MessageText.Check(new string('x', 8_000) + "\r\n\r\n").Clean!.Length);
        Assert.Equal(ContentRefusal.TooLong, MessageText.Check(new string('x', 1_000_000)).Refusal);
    }

    [Fact]
    public void The_longest_text_fits_the_bytes_that_are_promised()
    {
        var widest = MessageText.Check(new string('订', MessageText.MaxChars)).Clean!;

        Assert.True(Encoding.UTF8.GetByteCount(widest) <= MessageText.MaxUtf8Bytes);
    }

    [Theory]
    [InlineData("  hello \n", "hello")]
    [InlineData("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne")]
    [InlineData("a\0b\u0007c\u001Bd\u007Fe\u009Ff", "abcdef")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe")]
    [InlineData("\u2066a\u2067b\u2068c\u2069\u202Ad\u202Be\u202Cf\u202D", "abcdef")]
    public void What_no_reader_misses_is_removed(string text, string expected) =>
        Assert.Equal((expected, null), MessageText.Check(text));

    [Fact]
    public void A_flood_of_marks_is_cut_to_eight_in_a_row()
    {
        var flood = "a" + new string('\u0301', 50) + "b" + new string('\u0489', 3);

        Assert.Equal("a" + new string('\u0301', 8) + "b" + new string('\u0489', 3), MessageText.Check(flood).Clean);
        Assert.Equal(ContentRefusal.TooLong, MessageText.Check("a" + new string('\u0301', 100_000)).Refusal);
    }

    [Theory]
    [InlineData("\u200D")]
    [InlineData("\u202E")]
    [InlineData("\0")]
    public void Nothing_invisible_between_marks_gets_round_the_flood_limit(string between)
    {
        var flood = "a" + string.Concat(Enumerable.Repeat("\u0301" + between, 50));

        Assert.Equal(8, MessageText.Check(flood).Clean!.Count(c => c == '\u0301'));
    }

    [Fact]
    public void Any_utf16_is_cleaned_or_refused_and_cleaning_twice_changes_nothing() =>
        Prop.ForAll(Utf16.Arbitrary, text =>
        {
            var (clean, refusal) = MessageText.Check(text);
            if (clean is null)
            {
                return refusal is not null;
            }

            var again = MessageText.Check(clean);
            return refusal is null
                && ReferenceEquals(again.Clean, clean)
                && clean.Length <= Math.Min(text.Length, MessageText.MaxChars)
                && clean == clean.Trim()
                && !clean.Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                && new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(clean) > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab\U0001F600", 3, "ab")]
    [InlineData("a\U0001F600b", 3, "a\U0001F600")]
    public void A_beginning_ends_between_characters(string text, int max, string expected) => Assert.Equal(expected, MessageText.Beginning(text, max));
}
