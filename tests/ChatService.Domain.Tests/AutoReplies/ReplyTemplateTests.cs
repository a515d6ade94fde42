using ChatService.Domain.AutoReplies;
using ChatService.Domain.Content;
using ChatService.Domain.Tests.Content;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.AutoReplies;

public sealed class ReplyTemplateTests
{
    private static readonly TemplateValues Full = new()
    {
        ContactName = "Ana",
        AgentName = "Lin",
        InboxName = "Demo shop",
        QueuePosition = 2,
        NextOpening = new DateTimeOffset(2025, 11, 25, 9, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void Variables_are_filled_in() =>
        Assert.Equal(
            "Ana, Lin, Demo shop, 2, tomorrow at 09:00",
            Render("{{contact.name}}, {{ agent.name }}, {{inbox.name|us}}, {{queue.position}}, {{hours.next_opening|soon}}", Full));

    [Fact]
    public void An_empty_value_uses_its_fallback()
    {
        var blank = new TemplateValues { ContactName = " \u200B ", QueuePosition = 0 };

        Assert.Equal("Hi there, your place: kept. We open soon.", Render("Hi {{ contact.name | there }}, your place: {{queue.position|kept}}. We open {{hours.next_opening|soon}}.", blank));
        Assert.Equal("Hi .", Render("Hi {{agent.name}}.", blank));
    }

    [Theory]
    [InlineData("{{7*7}}")]
    [InlineData("{{agent.name}}")]
    [InlineData("{{contact.name}}")]
    [InlineData("a}}b{{c")]
    [InlineData("{0} $1 ${x} %s <b>")]
    public void A_value_is_never_read_as_a_template(string name) =>
        Assert.Equal($"Hi {name}, I am Lin.", Render("Hi {{contact.name}}, I am {{agent.name}}.", Full with { ContactName = name }));

    [Fact]
    public void Two_values_cannot_make_a_variable_together() =>
        Assert.Equal("{{inbox.name}}", Render("{{contact.name}}{{agent.name}}", Full with { ContactName = "{{inbox", AgentName = ".name}}" }));

    [Fact]
    public void A_name_cannot_break_out_of_its_line() =>
        Assert.Equal("Hi Eve From: the bank.", Render("Hi {{contact.name}}.", Full with { ContactName = "Eve\r\nFrom:\u202E the bank" }));

    [Theory]
    [InlineData("Hi {{contact.name", "Hi {{contact.name")]
    [InlineData("Hi {contact.name}", "Hi {contact.name}")]
    [InlineData("Hi {{order.id|friend}}", "Hi friend")]
    [InlineData("Hi {{7*7}}.", "Hi .")]
    public void A_broken_template_still_says_something_sensible(string template, string expected) => Assert.Equal(expected, Render(template, Full));

    [Fact]
    public void Nothing_is_said_when_nothing_is_left() => Assert.Null(Shop.Says("{{agent.name}}").Render(new TemplateValues(), "en", null, Shop.Start));

    [Theory]
    [InlineData("zh-CN", null, "zh-CN")]
    [InlineData("ZH-cn", null, "zh-CN")]
    [InlineData("zh-CN-x-shop", null, "zh-CN")]
    [InlineData("zh-TW", null, "zh-CN")]
    [InlineData("zh", null, "zh-CN")]
    [InlineData("de-AT", null, "de")]
    [InlineData("fr", "de", "de")]
    [InlineData("fr", "de-CH", "de")]
    [InlineData("fr", "it", "en")]
    [InlineData(null, null, "en")]
    public void The_language_falls_back_step_by_step(string? language, string? inbox, string expected)
    {
        var template = new ReplyTemplate { Texts = new Dictionary<string, string> { ["zh-CN"] = "您好", ["en"] = "Hello", ["de"] = "Hallo" } };

        Assert.Equal(expected, template.Render(Full, language, inbox, Shop.Start)!.Language);
    }

    [Fact]
    public void Without_english_any_text_is_better_than_none()
    {
        var template = new ReplyTemplate { Texts = new Dictionary<string, string> { ["nl"] = "Hallo", ["it"] = "Ciao" } };

        Assert.Equal("Ciao", template.Render(Full, "fr", null, Shop.Start)!.Text);
    }

    [Theory]
    [InlineData(0, "en", "today at 09:00")]
    [InlineData(1, "en-GB", "tomorrow at 09:00")]
    [InlineData(5, "en", "Saturday at 09:00")]
    [InlineData(10, "en", "Thursday, 4 December at 09:00")]
    [InlineData(0, "zh-CN", "今天 09:00")]
    [InlineData(1, "zh-CN", "明天 09:00")]
    [InlineData(5, "zh-CN", "11月29日（周六）09:00")]
    [InlineData(1, "de", "2025-11-25 09:00")]
    public void The_next_opening_is_said_as_a_person_would(int daysAhead, string language, string expected)
    {
        // Sunday 22:00 UTC is Monday 06:00 at the inbox, in Shanghai, whose day counts.
        var now = new DateTimeOffset(2025, 11, 23, 22, 0, 0, TimeSpan.Zero);
        var opening = new DateTimeOffset(2025, 11, 24, 9, 0, 0, TimeSpan.FromHours(8)).AddDays(daysAhead);
        var template = new ReplyTemplate { Texts = new Dictionary<string, string> { [language] = "{{hours.next_opening}}" } };

        Assert.Equal(expected, template.Render(new TemplateValues { NextOpening = opening }, language, null, now)!.Text);
    }

    [Fact]
    public void All_complaints_of_a_template_come_at_once()
    {
        var template = new ReplyTemplate
        {
            Version = 0,
            Texts = new Dictionary<string, string>
            {
                ["en"] = "Hi {{contact.nam}} and {{7*7|x}}",
                ["zh-CN"] = "您好 {{contact.name",
                ["de"] = " ",
                ["english"] = "name}}",
            },
        };

        Assert.Equal(
            ["texts.de", "texts.en", "texts.en", "texts.english", "texts.english", "texts.zh-CN", "version"],
            template.Validate().Select(c => c.Field).Order(StringComparer.Ordinal));
        Assert.Equal("texts", Assert.Single(new ReplyTemplate { Texts = new Dictionary<string, string>() }.Validate()).Field);
        Assert.Empty(Shop.Says("{{contact.name|there}} {{agent.name}} {{inbox.name}} {{queue.position}} {{hours.next_opening}}").Validate());
    }

    [Fact]
    public void Rendering_never_throws_and_says_only_what_may_be_said() =>
        Prop.ForAll(Utf16.Arbitrary, Utf16.Arbitrary, (template, name) =>
        {
            var said = Shop.Says(template).Render(Full with { ContactName = name }, "en", null, Shop.Start);
            return said is null || MessageText.Check(said.Text).Clean == said.Text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Any_name_stands_literally_in_the_text() =>
        Prop.ForAll(Utf16.Arbitrary, name =>
        {
            var said = Render("<{{contact.name|there}}> {{agent.name}}", Full with { ContactName = name });
            return said == $"<{ContentText.CleanName(name) ?? "there"}> Lin";
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static string? Render(string template, TemplateValues values) => Shop.Says(template).Render(values, "en", null, Shop.Start)?.Text;
}
