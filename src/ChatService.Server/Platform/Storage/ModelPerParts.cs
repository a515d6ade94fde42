using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ChatService.Server.Platform.Storage;

/// <summary>The model depends on the parts it is built from, so its cache must, too: two hosts in one process need not have the same rooms.</summary>
public sealed class ModelPerParts : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context?.GetType(), context is ChatDb db ? db.PartNames : string.Empty, designTime);
}
