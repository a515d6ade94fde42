using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ChatService.Server.Platform.Storage;

/// <summary>Tables and columns are snake_case on both engines, so that SQL by hand needs no quotes.</summary>
public static class SnakeCaseNames
{
    /// <summary>Renames tables, columns, keys and indexes that were not named by hand.</summary>
    public static void Apply(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (((IConventionEntityType)entity).GetTableNameConfigurationSource() != ConfigurationSource.Explicit)
            {
                // A class is called MessageRow where "Message" is a word on the wire; its table is message all the same.
                var name = entity.ClrType.Name;
                entity.SetTableName(Of(name.EndsWith("Row", StringComparison.Ordinal) ? name[..^3] : name));
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Of(property.Name));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(Of(key.GetDefaultName() ?? string.Empty));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(Of(index.GetDefaultDatabaseName() ?? string.Empty));
            }
        }
    }

    internal static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var upper = char.IsUpper(name[i]);
            if (upper && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
