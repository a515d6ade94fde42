using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>
/// An index of <see cref="PersonText.Tokens"/>, one class per engine. A trigger notes each contact that changed in the transaction of the
/// change; the index follows behind, and what is noted but not indexed is compared by reading it.
/// </summary>
public interface IContactIndex
{
    /// <summary>Makes what the engine needs, once.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Indexes the next contacts and answers how many; fewer than <see cref="Batch"/>: there are no more for now.</summary>
    Task<int> IndexNextAsync(CancellationToken cancellationToken);

    /// <summary>How many are indexed at once.</summary>
    int Batch { get; }

    /// <summary>Contacts that the index has for all terms; a few more than have them, as pieces may stand apart.</summary>
    IQueryable<FoundContact> Having(ChatDb db, PersonTerms terms);

    /// <summary>Contacts that are noted and not indexed yet.</summary>
    IQueryable<FoundContact> Waiting(ChatDb db);
}

/// <summary>The id of a contact, as a row of a query.</summary>
public sealed record FoundContact(Guid ContactId);
