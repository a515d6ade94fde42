using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>The door of this room.</summary>
public static class BusinessHoursFeature
{
    /// <summary>Hours in memory and the use cases that change them.</summary>
    public static IServiceCollection AddBusinessHours(this IServiceCollection services) => services
        .AddSingleton<IModelPart, BusinessHoursModel>()
        .AddSnapshot<BusinessHours>()
        .AddSingleton<InboxHours>()
        .AddSingleton<IInboxHours>(s => s.GetRequiredService<InboxHours>())
        .AddSingleton<IHoursCatalog, HoursCatalog>()
        .AddSingleton<ManageBusinessHours>()
        .AddSingleton<ImportHolidays>();

    /// <summary>/api/business-hours.</summary>
    public static IEndpointRouteBuilder MapBusinessHours(this IEndpointRouteBuilder routes)
    {
        BusinessHoursApi.Map(routes);
        return routes;
    }
}
