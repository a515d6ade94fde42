namespace ChatService.Domain.Sla;

/// <summary>Who has a conversation, or why nobody has it, while its history is read from the beginning.</summary>
internal sealed class ConversationHolding
{
    private readonly List<Guid?> _asked = [];
    private (Guid? AgentId, bool IsHeld) _holder;
    private MissCause _resting = MissCause.NotQueued;

    public MissCause Cause => _holder.IsHeld ? MissCause.AcceptedNotAnswered : _asked.Count > 0 ? MissCause.OfferedNotAccepted : _resting;

    public Guid? AgentId => _holder.IsHeld ? _holder.AgentId : _asked.Count > 0 ? _asked[^1] : null;

    public void Apply(ServiceEvent happened)
    {
        switch (happened.Kind)
        {
            case ServiceEventKind.Queued:
                Rest(MissCause.WaitingNoAgent);
                break;
            case ServiceEventKind.Offered:
                _asked.Add(happened.AgentId);
                break;
            case ServiceEventKind.Declined or ServiceEventKind.Expired or ServiceEventKind.Withdrawn:
                EndOffer(happened.AgentId);
                break;
            case ServiceEventKind.Accepted:
                _asked.Clear();
                _holder = (happened.AgentId, true);
                break;
            case ServiceEventKind.AgentLost when IsHolder(happened.AgentId):
                Rest(MissCause.AgentLost);
                break;
            case ServiceEventKind.AgentLost:
                EndOffer(happened.AgentId);
                break;
            case ServiceEventKind.Transferred:
                Rest(MissCause.Transferred);
                break;
            case ServiceEventKind.Closed:
                Rest(MissCause.NotQueued);
                break;
        }
    }

    private bool IsHolder(Guid? agentId) => _holder.IsHeld && (agentId is null || agentId == _holder.AgentId);

    private void Rest(MissCause cause)
    {
        _asked.Clear();
        _holder = default;
        _resting = cause;
    }

    private void EndOffer(Guid? agentId)
    {
        // An offer that ends without a name is the only one there was.
        var ended = agentId is null ? _asked.RemoveAll(_ => true) > 0 : _asked.Remove(agentId);
        if (ended && _asked.Count == 0)
        {
            _resting = MissCause.WaitingNoAgent;
        }
    }
}
