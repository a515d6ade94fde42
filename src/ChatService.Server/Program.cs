using ChatService.Server.Features.Abandonment;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Analytics;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Features.BusinessHours;
using ChatService.Server.Features.CannedReplies;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.ConversationApi;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using ChatService.Server.Features.Search;
using ChatService.Server.Features.Site;
using ChatService.Server.Features.Sla;
using ChatService.Server.Features.Supervision;
using ChatService.Server.Features.Tags;
using ChatService.Server.Features.WidgetSessions;
using ChatService.Server.Gateway;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Admission;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Drain;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Health;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Platform.Storage;

return await Cli.RunAsync(args, Build);

static WebApplication Build(string[] arguments)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
    builder.AddObservability().ListenByDefault();
    var services = builder.Services;
    services.AddProblemDetails().AddExceptionHandler<RefusalExceptionHandler>();
    services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
    services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    services.AddStorage(
        builder.Configuration["Storage:DataDirectory"] ?? Settings.DefaultDataDirectory, builder.Configuration.GetConnectionString("Postgres"),
        builder.Configuration.GetValue<bool>(DataDirectory.AllowOthersKey));
    services.AddIdentity(builder.Configuration);
    services.AddVisitorIdentity();
    services.AddHealth();
    services.AddDrain();
    services.AddAdmission();
    services.AddDescription();

    services.AddInboxes();
    services.AddAudit();
    services.AddAgents();
    services.AddContacts();
    services.AddBusinessHours();
    services.AddPresence();
    services.AddConversations();
    services.AddConversationApi();
    services.AddConversationRouting();
    services.AddSla();
    services.AddAbandonment();
    services.AddSupervision();
    services.AddCannedReplies();
    services.AddAutoReplies();
    services.AddAnalytics();
    services.AddSearch();
    services.AddTags();
    services.AddWidgetSessions();
    services.AddGateway(builder.Configuration);
    services.AddCli();

    var app = builder.Build();
    app.UseExceptionHandler();
    app.UseProblemsForBareStatus();
    app.UseFrontDoor();
    app.UseDrain();
    app.UseSite();
    app.UseCors();
    app.UseVisitorAdmission();
    app.UseIdentity();
    app.UseAgentAdmission();

    app.MapSite();
    app.MapHealth();
    app.MapObservability();
    app.MapDescription();
    app.MapAgents();
    app.MapInboxes();
    app.MapPresence();
    app.MapContacts();
    app.MapAudit();
    app.MapBusinessHours();
    app.MapConversationApi();
    app.MapConversationRouting();
    app.MapSla();
    app.MapSupervision();
    app.MapCannedReplies();
    app.MapAutoReplies();
    app.MapAnalytics();
    app.MapSearch();
    app.MapTags();
    app.MapWidgetSessions();
    app.MapGateway();
    return app;
}

/// <summary>The host; named so that tests can start it.</summary>
public partial class Program;
