using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Identity;

/// <summary>A secret that the nodes share, by name. Protected by the data-protection keys, and with them by a key from outside where there is one.</summary>
public sealed class SharedSecret
{
    public string Name { get; set; } = string.Empty;

    /// <summary>Base64 of the protected bytes.</summary>
    public string Value { get; set; } = string.Empty;
}

/// <summary>The table shared_secret.</summary>
public sealed class SharedSecretsModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<SharedSecret>().HasKey(s => s.Name);
    }
}
