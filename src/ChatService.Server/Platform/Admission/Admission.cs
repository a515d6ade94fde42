using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Admission;

/// <summary>
/// Who is let in. Counts the sockets of this node, and turns away what is too much before anything is made for it: refusing is what keeps a node well for those who are in.
/// Agents come before visitors, because a visitor without an agent waits in vain.
/// </summary>
public sealed partial class Admission
{
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly ConnectRate rate;
    private readonly AdmissionMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<Admission> logger;
    private readonly int reserve;
    private int visitors;
    private int agents;
    private long? saidAt;

    public Admission(IOptions<AdmissionOptions> options, AdmissionMetrics metrics, TimeProvider time, ILogger<Admission> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        (this.metrics, this.time, this.logger) = (metrics, time, logger);
        Maximum = options.Value.MaxConnections;
        reserve = options.Value.ReserveInForce;
        rate = new ConnectRate(time, options.Value.ConnectsPerSecond);
        metrics.Observe(this);
    }

    /// <summary>Sockets that this node holds at most.</summary>
    public int Maximum { get; }

    /// <summary>Sockets that it holds now.</summary>
    public int Held => Volatile.Read(ref visitors) + Volatile.Read(ref agents);

    /// <summary>A visitor would be turned away for want of room.</summary>
    public bool IsFull
    {
        get
        {
            lock (gate)
            {
                return !HasRoom(Side.Visitor);
            }
        }
    }

    /// <summary>Sockets of one side.</summary>
    public int HeldOf(Side side) => side == Side.Agent ? Volatile.Read(ref agents) : Volatile.Read(ref visitors);

    /// <summary>Null when it may come in. Holds nothing: a negotiation, whose connection enters later under its id.</summary>
    public AdmissionRefusal? Knock(Side side) => Ask(side, counts: true, holds: false);

    /// <summary>Null when it is in; then <see cref="Leave"/> must follow. <paramref name="announced"/>: it has knocked before and is not counted again for the rate.</summary>
    public AdmissionRefusal? Enter(Side side, bool announced) => Ask(side, counts: !announced, holds: true);

    /// <summary>It is in, whatever there is room for: one that was let in and is only noticed now.</summary>
    public void Note(Side side)
    {
        lock (gate)
        {
            Add(side, 1);
        }
    }

    /// <summary>It is gone.</summary>
    public void Leave(Side side)
    {
        lock (gate)
        {
            Add(side, -1);
        }
    }

    /// <summary>Turned away for another reason than this node's own; counted, and spread like the others.</summary>
    internal AdmissionRefusal TurnAway(Side side, string reason)
    {
        AdmissionRefusal refusal;
        lock (gate)
        {
            refusal = new AdmissionRefusal(reason, 1 + RandomNumberGenerator.GetInt32(rate.Spread()));
        }

        metrics.Refused(side, reason);
        return refusal;
    }

    private AdmissionRefusal? Ask(Side side, bool counts, bool holds)
    {
        AdmissionRefusal refusal;
        lock (gate)
        {
            var reason = !HasRoom(side) ? AdmissionRefusal.Full : counts && !rate.TryTake(side) ? AdmissionRefusal.Rate : null;
            if (reason is null)
            {
                Add(side, holds ? 1 : 0);
                if (counts)
                {
                    metrics.Admitted(side);
                }

                return null;
            }

            // At least a second, so that Retry-After is never "now".
            refusal = new AdmissionRefusal(reason, 1 + RandomNumberGenerator.GetInt32(rate.Spread()));
        }

        metrics.Refused(side, refusal.Reason);
        Say(refusal.Reason);
        return refusal;
    }

    private bool HasRoom(Side side) => side == Side.Agent ? visitors + agents < Maximum : visitors + Math.Max(agents, reserve) < Maximum;

    private void Add(Side side, int change)
    {
        if (side == Side.Agent)
        {
            agents += change;
        }
        else
        {
            visitors += change;
        }
    }

    // Thousands are turned away at once; one line says so.
    private void Say(string reason)
    {
        lock (gate)
        {
            if (saidAt is { } before && time.GetElapsedTime(before) < SayAgainAfter)
            {
                return;
            }

            saidAt = time.GetTimestamp();
        }

        TurningAway(reason, Held, Maximum);
    }

    [LoggerMessage(1361, LogLevel.Warning, "This node turns new sockets away ({Reason}): it holds {Held} of {Maximum}")]
    private partial void TurningAway(string reason, int held, int maximum);
}
