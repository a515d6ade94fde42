using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Identity;

/// <summary>One key of ASP.NET data protection, as the XML it is given. With it cookies and visitor tokens are signed and encrypted.</summary>
public sealed class DataKey
{
    public Guid Id { get; set; }
    public string FriendlyName { get; set; } = string.Empty;
    public string Xml { get; set; } = string.Empty;
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>The table data_key.</summary>
public sealed class DataKeysModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<DataKey>().HasKey(k => k.Id);
    }
}
