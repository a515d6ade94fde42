using ChatService.Domain.Calendar;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>Named opening hours that inboxes refer to.</summary>
public sealed class BusinessHours
{
    public Guid Id { get; set; }
    public string Name { get; set; } = string.Empty;

    /// <summary>Checked before it is stored.</summary>
    public CalendarDefinition Definition { get; set; } = new("UTC", [], []);
    public int Version { get; set; } = 1;
}

/// <summary>The table business_hours.</summary>
public sealed class BusinessHoursModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<BusinessHours>(hours =>
        {
            hours.HasKey(h => h.Id);
            hours.Property(h => h.Definition).AsJson();
            hours.Property(h => h.Version).IsConcurrencyToken();
        });
    }
}
