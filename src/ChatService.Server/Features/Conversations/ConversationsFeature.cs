using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Features.Conversations;

/// <summary>The door of this room.</summary>
public static class ConversationsFeature
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddDefaultDesk()
        .AddSingleton<ICustomerTextReader, NoTextReader>()
        .AddMetrics()
        .AddSingleton<ConversationMetrics>()
        .AddSingleton<ICommitListener>(s => s.GetRequiredService<ConversationMetrics>())
        .AddSingleton<IModelPart, ConversationsModel>()
        .AddSingleton<ConversationLanes>()
        .AddHostedService(s => s.GetRequiredService<ConversationLanes>())
        .AddSingleton<ITimerRunner, ConversationTimerRunner>()
        .AddSingleton<IConversationTimerHandler, WrapUpTimer>()
        .AddSingleton<IConversationTimerHandler, PendingEndTimer>()
        .AddSingleton<IConversationReaction, PendingEndReaction>()
        .AddSingleton<UndoEnd>()
        .AddSingleton<ConversationViews>()
        .AddSingleton<ConversationQueries>()
        .AddSingleton<Transcripts>()
        .AddSingleton<RecentChanges>()
        .AddSingleton<TypingPartiesQuery>()
        .AddSingleton<StartConversation>()
        .AddSingleton<SendMessage>()
        .AddSingleton<SetVisitorLocale>()
        .AddSingleton<MarkRead>()
        .AddSingleton<EndConversation>()
        .AddSingleton<CompleteCallback>()
        .AddSingleton<TransferConversation>()
        .AddSingleton<SetPriority>()
        .AddSingleton<RateConversation>()
        .AddSingleton<ITeamRemoval, LeaveTeam>()
        .AddSingleton<IVisitorPresenceReaction, TellVisitorPresence>()
        .AddSingleton<IPageReaction, TellPage>()
        .AddSingleton<IContactReaction, TellContactChanged>()
        .AddSingleton<IContactVisibility, ContactVisibility>();

    private static IServiceCollection AddDefaultDesk(this IServiceCollection services)
    {
        services.TryAddSingleton<IInboxDesk, AlwaysStaffed>();
        return services;
    }
}
