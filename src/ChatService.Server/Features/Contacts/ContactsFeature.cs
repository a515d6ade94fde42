using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>The door of this room.</summary>
public static class ContactsFeature
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services
        .AddSingleton<IModelPart, ContactsModel>()
        .AddSingleton<UpdateContact>();
}
