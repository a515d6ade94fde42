using ChatService.Server.Features.Search;

namespace ChatService.Server.Tests.Search;

public sealed class SnippetTests
{
    [Fact]
    public void A_short_text_is_told_whole_in_one_line() => Assert.Equal("Hello there", Snippet.Of("  Hello\n\n there ", ["there"]));

    [Fact]
    public void The_cut_never_splits_a_character()
    {
        var family = "👨‍👩‍👧";
        var text = string.Concat(Enumerable.Repeat(family, 60)) + "needle" + string.Concat(Enumerable.Repeat(family, 60));

        for (var pad = 0; pad < 12; pad++)
        {
            var snippet = Snippet.Of(new string('x', pad) + text, ["needle"]);
            Assert.Contains("needle", snippet, StringComparison.Ordinal);
            Assert.Equal(string.Empty, snippet.Trim('…', 'x').Replace(family, string.Empty, StringComparison.Ordinal).Replace("needle", string.Empty, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_snippet_begins_at_the_earliest_term() =>
        Assert.StartsWith("…", Snippet.Of(new string('a', 200) + " second first", ["first", "second"]), StringComparison.Ordinal);
}
