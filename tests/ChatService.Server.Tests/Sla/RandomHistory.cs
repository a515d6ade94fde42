using ChatService.Domain;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Tests.Sla;

/// <summary>A few hundred things that happen to a few conversations, near the due times, some of them at once. The seed makes it happen again.</summary>
internal sealed class RandomHistory(SlaDesk desk, int seed)
{
    private static readonly int[] Steps = [0, 1, 500, 7_000, 14_999, 15_000, 29_999, 30_000, 30_001, 45_000, 120_000];
    private readonly Random random = new(seed);
    private readonly List<Visit> visits = [];

    public async Task RunAsync(int moves)
    {
        for (var i = 0; i < 4; i++)
        {
            visits.Add(await desk.VisitAsync());
        }

        for (var i = 0; i < moves; i++)
        {
            if (random.Next(3) == 0)
            {
                await MoveClockAsync();
            }

            // Several at once: lanes put them into one transaction or into several, in an order of their own.
            var many = random.Next(1, 4);
            await Task.WhenAll(Enumerable.Range(0, many).Select(_ => ActAsync(visits[random.Next(visits.Count)], random.Next(20))));
        }

        await desk.RunForAsync(4_000);
        foreach (var visit in visits)
        {
            await visit.LeavesAsync();
        }
    }

    private async Task MoveClockAsync()
    {
        var by = TimeSpan.FromMilliseconds(Steps[random.Next(Steps.Length)]);
        if (random.Next(2) == 0)
        {
            await desk.RunUntilAsync(desk.Now + by);
            return;
        }

        // The node was busy: due timers are late, fire in any order, and more than once.
        desk.Time.Advance(by);
        var late = (await desk.ArmedAsync()).Where(t => t.DueAt <= desk.Now).ToArray();
        random.Shuffle(late);
        var answers = visits.Where(_ => random.Next(4) == 0).Select(v => (Task)v.AnswersAsync());
        await Task.WhenAll(late.Select(desk.FireAsync).Concat(answers).Concat(late.Select(desk.FireAsync)));
    }

    private static Task ActAsync(Visit visit, int what) => what switch
    {
        < 5 => visit.AsksAsync(),
        < 9 => visit.AnswersAsync(),
        < 12 => visit.DoAsync(unit => Accept(unit, visit)),
        12 => visit.DoAsync(Lose),
        13 => visit.ClosesAsync("resolved"),
        14 => visit.LeavesAsync(),
        15 => visit.HandsToTeamAsync(),
        16 => visit.ClosesAsync("spam"),
        17 => visit.DoAsync(unit => Reopen(unit, visit)),
        _ => visit.DoAsync(unit => Prioritise(unit, (Priority)(what % 4))),
    };

    private static void Accept(ConversationUnit unit, Visit visit)
    {
        if (unit.Conversation.IsWaiting)
        {
            unit.Assign(visit.Ada.Id, "Ada", "accept", visit.Ada.Actor);
        }
    }

    private static void Reopen(ConversationUnit unit, Visit visit)
    {
        if (!unit.Conversation.IsOpen)
        {
            unit.ReopenFor(visit.Ada, null);
        }
    }

    private static void Lose(ConversationUnit unit)
    {
        if (unit.Conversation.State == ConversationState.Active)
        {
            unit.ReturnToQueue("agent_lost", Actor.System);
        }
    }

    private static void Prioritise(ConversationUnit unit, Priority priority) =>
        unit.ChangePriority(priority, Actor.System);
}
