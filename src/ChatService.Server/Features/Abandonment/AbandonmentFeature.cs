using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.Abandonment;

/// <summary>The door of this room.</summary>
public static class AbandonmentFeature
{
    /// <summary>A customer who waits and is gone for good has abandoned the queue.</summary>
    public static IServiceCollection AddAbandonment(this IServiceCollection services)
    {
        services.AddOptions<AbandonmentOptions>().BindConfiguration("Abandonment")
            .Validate(o => o.AfterMinutes is >= 0 and <= 1_440, "Abandonment__AfterMinutes must be between 0 (never) and 1440.")
            .ValidateOnStart();
        return services
            .AddSingleton<IConversationReaction, AbandonmentReaction>()
            .AddSingleton<IConversationTimerHandler, AbandonmentTimer>();
    }
}
