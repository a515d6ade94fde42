using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>One feature's share of the model.</summary>
public interface IModelPart
{
    /// <summary>Adds this feature's entities.</summary>
    void Build(ModelBuilder model);
}

/// <summary>The store. It names no feature: each room brings its own <see cref="IModelPart"/>.</summary>
public sealed class ChatDb(DbContextOptions<ChatDb> options, IEnumerable<IModelPart> parts) : DbContext(options)
{
    /// <summary>Which rooms the model was built from.</summary>
    internal string PartNames => string.Join(',', parts.Select(part => part.GetType().Name));

    /// <summary>Looks for changes once, here: see <see cref="WriteSession"/>.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>As above.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        ChangeTracker.DetectChanges();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        foreach (var part in parts)
        {
            part.Build(modelBuilder);
        }

        SnakeCaseNames.Apply(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        if (Database.IsSqlite())
        {
            // SQLite has no time type that compares and sorts; whole milliseconds do both.
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        }
        else
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTime>();
        }
    }
}
