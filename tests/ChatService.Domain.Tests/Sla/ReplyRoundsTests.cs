using ChatService.Domain.Sla;
using ChatService.Domain.Tests.Calendar;
using FsCheck;
using FsCheck.Fluent;
using static ChatService.Domain.Tests.Sla.SlaWorld;

namespace ChatService.Domain.Tests.Sla;

public sealed class ReplyRoundsTests
{
    [Theory]
    [InlineData("C", "arm FirstResponse 1")]
    [InlineData("CCC", "arm FirstResponse 1")]
    [InlineData("CA", "arm FirstResponse 1, fulfil FirstResponse 2")]
    [InlineData("CCA", "arm FirstResponse 1, fulfil FirstResponse 3")]
    [InlineData("CACC", "arm FirstResponse 1, fulfil FirstResponse 2, arm NextResponse 3")]
    [InlineData("CACCA", "arm FirstResponse 1, fulfil FirstResponse 2, arm NextResponse 3, fulfil NextResponse 5")]
    [InlineData("CAAA", "arm FirstResponse 1, fulfil FirstResponse 2")]
    [InlineData("CBSN", "arm FirstResponse 1")]
    [InlineData("CBSNA", "arm FirstResponse 1, fulfil FirstResponse 5")]
    [InlineData("CACBSN", "arm FirstResponse 1, fulfil FirstResponse 2, arm NextResponse 3")]
    [InlineData("A", "")]
    [InlineData("BSN", "")]
    [InlineData("ACA", "arm FirstResponse 2, fulfil FirstResponse 3")]
    [InlineData("CX", "arm FirstResponse 1, cancel FirstResponse")]
    [InlineData("CACX", "arm FirstResponse 1, fulfil FirstResponse 2, arm NextResponse 3, cancel NextResponse")]
    [InlineData("CAX", "arm FirstResponse 1, fulfil FirstResponse 2")]
    [InlineData("CXX", "arm FirstResponse 1, cancel FirstResponse")]
    [InlineData("CXC", "arm FirstResponse 1, cancel FirstResponse, arm FirstResponse 3")]
    [InlineData("CXAC", "arm FirstResponse 1, cancel FirstResponse, arm NextResponse 4")]
    [InlineData("CAXC", "arm FirstResponse 1, fulfil FirstResponse 2, arm NextResponse 4")]
    [InlineData("X", "")]
    [InlineData("CXR", "arm FirstResponse 1, cancel FirstResponse, arm FirstResponse 3")]
    [InlineData("CXRA", "arm FirstResponse 1, cancel FirstResponse, arm FirstResponse 3, fulfil FirstResponse 4")]
    [InlineData("CACXRC", "arm FirstResponse 1, fulfil FirstResponse 2, arm NextResponse 3, cancel NextResponse, arm NextResponse 5")]
    [InlineData("XR", "")]
    [InlineData("CR", "arm FirstResponse 1")]
    public void Lines_start_and_end_timers(string lines, string commands) =>
        Assert.Equal(commands, string.Join(", ", Play(lines).Commands.Select(Describe)));

    [Fact]
    public void The_first_response_is_remembered_once()
    {
        var state = Play("CCBACA").State;

        Assert.Equal(new ReplyRoundState(At(1), At(4), null), state);
    }

    [Fact]
    public void A_note_of_anyone_counts_for_nothing()
    {
        Assert.Null(ReplyRounds.OnLine(default, ReplyAuthor.Customer, isNote: true, At(1)).Command);
        Assert.Null(ReplyRounds.OnLine(new(At(1), null, At(1)), ReplyAuthor.HumanAgent, isNote: true, At(2)).Command);
    }

    [Fact]
    public void Every_armed_timer_ends_once_and_two_never_run_together() =>
        Law.Holds(Gen.ListOf(Gen.Elements('C', 'A', 'B', 'S', 'N', 'X', 'R'), 20), lines =>
        {
            SlaMetric? running = null;
            var (state, commands) = Play(new string([.. lines]));
            foreach (var command in commands)
            {
                Assert.Equal(command.Kind == SlaCommandKind.Arm ? null : command.Metric, running);
                running = command.Kind == SlaCommandKind.Arm ? command.Metric : null;
            }

            Assert.Equal(running, state.Running);
            Assert.Null(ReplyRounds.OnClosed(state).State.Running);
        });

    private static (ReplyRoundState State, List<SlaCommand> Commands) Play(string lines)
    {
        var state = default(ReplyRoundState);
        var commands = new List<SlaCommand>();
        for (var i = 0; i < lines.Length; i++)
        {
            var at = At(i + 1);
            var change = lines[i] switch
            {
                'C' => ReplyRounds.OnLine(state, ReplyAuthor.Customer, false, at),
                'A' => ReplyRounds.OnLine(state, ReplyAuthor.HumanAgent, false, at),
                'B' => ReplyRounds.OnLine(state, ReplyAuthor.Bot, false, at),
                'S' => ReplyRounds.OnLine(state, ReplyAuthor.System, false, at),
                'N' => ReplyRounds.OnLine(state, ReplyAuthor.HumanAgent, true, at),
                'R' => ReplyRounds.OnReopened(state, at),
                _ => ReplyRounds.OnClosed(state),
            };
            state = change.State;
            if (change.Command is { } command)
            {
                commands.Add(command);
            }
        }

        return (state, commands);
    }

    private static string Describe(SlaCommand command)
    {
        var kind = command.Kind switch { SlaCommandKind.Arm => "arm", SlaCommandKind.Fulfil => "fulfil", _ => "cancel" };
        return command.At is { } at ? $"{kind} {command.Metric} {(at - Monday).TotalSeconds}" : $"{kind} {command.Metric}";
    }
}
