using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>The tables auto_reply_rule, auto_reply_rule_version and rule_firing.</summary>
public sealed class AutoRepliesModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<AutoReplyRuleRow>(rule =>
        {
            rule.HasKey(r => r.Id);
            rule.Property(r => r.Rule).AsJson();
            rule.Property(r => r.Version).IsConcurrencyToken();
        });
        model.Entity<AutoReplyRuleVersion>(version =>
        {
            version.HasKey(v => new { v.RuleId, v.Version });
            version.Property(v => v.Rule).AsJson();
        });
        model.Entity<RuleFiring>(firing =>
        {
            firing.HasKey(f => f.Id);
            firing.HasIndex(f => f.ConversationId);
            firing.HasIndex(f => new { f.RuleId, f.At });
        });
    }
}
