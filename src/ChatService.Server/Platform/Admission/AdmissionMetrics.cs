using System.Diagnostics.Metrics;

namespace ChatService.Server.Platform.Admission;

/// <summary>Who came in and who did not; all begin at zero.</summary>
public sealed class AdmissionMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> admitted;
    private readonly Counter<long> refused;

    public AdmissionMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Admission");
        admitted = meter.CreateCounter<long>("chatservice.admission.admitted", "{connection}", "Sockets that were let in, by side.");
        refused = meter.CreateCounter<long>("chatservice.admission.refused", "{connection}", "Sockets that were turned away, by side and reason.");
        foreach (var side in Enum.GetValues<Side>())
        {
            admitted.Add(0, Tag(side));
            refused.Add(0, Tag(side), new("reason", AdmissionRefusal.Full));
            refused.Add(0, Tag(side), new("reason", AdmissionRefusal.Rate));
            refused.Add(0, Tag(side), new("reason", AdmissionRefusal.Address));
        }
    }

    public void Dispose() => meter.Dispose();

    internal void Observe(Admission admission)
    {
        meter.CreateObservableGauge(
            "chatservice.admission.connections",
            () => Enum.GetValues<Side>().Select(side => new Measurement<int>(admission.HeldOf(side), Tag(side))),
            "{connection}",
            "Sockets that this node holds, by side.");
        meter.CreateObservableGauge("chatservice.admission.connections.max", () => admission.Maximum, "{connection}", "Sockets that this node holds at most.");
    }

    internal void Admitted(Side side) => admitted.Add(1, Tag(side));

    internal void Refused(Side side, string reason) => refused.Add(1, Tag(side), new("reason", reason));

    private static KeyValuePair<string, object?> Tag(Side side) => new("side", side == Side.Agent ? "agent" : "visitor");
}
