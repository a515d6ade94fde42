using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Truth;

/// <summary>The language that a page sets while its visitor is connected.</summary>
public sealed class LocaleTests
{
    [Fact]
    public async Task A_language_set_before_the_first_message_is_the_conversations()
    {
        await using var host = ChatHost.Start();
        await using var agent = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync(locale: "en");

        await visitor.CallAsync<Empty>("SetLocale", new { locale = "zh-cn" });
        var id = (await visitor.StartAsync("你好")).ConversationId;

        var row = await agent.Rows.First(r => r.ConversationId == id).Soon();
        Assert.Equal(("zh-CN", "zh-CN"), (row.Locale, row.Contact.Locale));
        var bot = await visitor.Messages.First(m => m.Sender.Kind == "bot").Soon();
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", bot.Text);
    }

    [Fact]
    public async Task A_running_conversation_follows_with_its_row_its_contact_and_its_automatic_texts()
    {
        await using var host = ChatHost.Start();
        await using var agent = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync(locale: "en");
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        await visitor.Messages.First(m => m.Sender.Kind == "bot").Soon();
        var version = (await agent.Rows.First(r => r is { Locale: "en" } && r.ConversationId == id).Soon()).Version;

        await visitor.CallAsync<Empty>("SetLocale", new { locale = "zh-CN" });

        var row = await agent.Rows.First(r => r.ConversationId == id && r.Locale == "zh-CN").Soon();
        Assert.Equal("zh-CN", row.Contact.Locale);
        Assert.True(row.Version > version);
        await visitor.SendAsync("退款");
        var bot = await visitor.Messages.First(m => m.Sender.Kind == "bot" && m.Text.Contains("退款", StringComparison.Ordinal)).Soon();
        Assert.DoesNotContain("refund", bot.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("klingon, please")]
    public async Task What_is_no_language_is_refused_and_changes_nothing(string? locale)
    {
        await using var host = ChatHost.Start();
        await using var visitor = await host.VisitorAsync(locale: "en");

        Assert.Equal("invalid_argument", await visitor.CallAsync<Empty>("SetLocale", new { locale }).RefusalAsync());
    }
}
