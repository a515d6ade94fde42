namespace ChatService.Domain.AutoReplies;

/// <summary>What the customer has written in this conversation, or must not have written.</summary>
/// <param name="Pattern">As <see cref="KeywordMatch.Pattern"/>: an order number, an address.</param>
/// <param name="Found">
/// True: one of the customer's messages matches, the present one included. False: none does.
/// </param>
public sealed record SaidCondition(string Pattern, bool Found);
