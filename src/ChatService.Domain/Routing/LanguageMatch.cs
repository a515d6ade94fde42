namespace ChatService.Domain.Routing;

/// <summary>Whether an agent's language serves a customer's, by BCP 47 tags.</summary>
public static class LanguageMatch
{
    /// <summary>
    /// True when the shorter tag's parts appear in the longer one in order, beginning with the language itself:
    /// <c>zh</c> serves <c>zh-CN</c>, <c>zh-CN</c> serves <c>zh</c> and <c>zh-Hans-CN</c>, <c>pt-PT</c> does not serve <c>pt-BR</c>.
    /// Case and <c>_</c> for <c>-</c> do not matter.
    /// </summary>
    public static bool Serves(string agentTag, string customerTag)
    {
        var agent = Parts(agentTag);
        var customer = Parts(customerTag);
        var (few, many) = agent.Length <= customer.Length ? (agent, customer) : (customer, agent);
        if (few.Length == 0 || !Same(few[0], many[0]))
        {
            return false;
        }

        var matched = 1;
        for (var i = 1; i < many.Length && matched < few.Length; i++)
        {
            if (Same(few[matched], many[i]))
            {
                matched++;
            }
        }

        return matched == few.Length;
    }

    /// <summary>True when the customer's language is unknown, the agent lists none, or one of the agent's serves it.</summary>
    public static bool ServesAny(IReadOnlyList<string> agentTags, string? customerTag)
    {
        if (string.IsNullOrWhiteSpace(customerTag) || agentTags.Count == 0)
        {
            return true;
        }

        foreach (var tag in agentTags)
        {
            if (Serves(tag, customerTag))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Parts(string tag) =>
        tag.Split(['-', '_'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
