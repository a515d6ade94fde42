using ChatService.Realtime.Nodes;

namespace ChatService.Realtime.Tests.Wire;

public sealed class SequenceWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly SequenceWatch watch = new(Patience);

    [Fact]
    public void Numbers_in_a_row_are_new_and_nothing_is_missing()
    {
        Assert.Equal([true, true], Accept(1, 2));
        Assert.Equal([true], Accept(3, 1));
        Assert.Null(watch.Overdue(Start + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void What_comes_twice_is_new_once()
    {
        Accept(1, 3);
        Assert.Equal([false, false, true], Accept(2, 3));
        Assert.Equal([false], Accept(1, 1));
    }

    [Fact]
    public void What_comes_late_is_new_and_if_it_comes_in_time_it_is_no_gap()
    {
        Accept(1, 1);
        Assert.Equal([true], Accept(4, 1));
        Assert.Equal([true], Accept(3, 1, 100));
        Assert.Equal([true], Accept(2, 1, 200));
        Assert.Null(watch.Overdue(Start + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void What_does_not_come_in_time_is_a_gap_told_once_and_still_new_when_it_comes()
    {
        Accept(1, 1);
        Accept(5, 1);
        Assert.Null(watch.Overdue(Start + TimeSpan.FromMilliseconds(249)));
        Assert.Equal(Start, watch.Overdue(Start + Patience));
        Assert.Null(watch.Overdue(Start + TimeSpan.FromSeconds(9)));
        Assert.Equal([true, true, true, false], Accept(2, 4, 10_000));
    }

    [Fact]
    public void A_lost_last_message_is_noticed_by_the_beacon_after_it()
    {
        Accept(1, 1);
        Accept(3, 0, 500);
        Assert.Equal(Start.AddMilliseconds(500), watch.Overdue(Start + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_sender_in_a_new_life_begins_again()
    {
        Accept(900, 1);
        Assert.Equal([true], watch.Accept("n", 2, 1, 1, heardAllAlong: true, Start));
        Assert.Null(watch.Overdue(Start + TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_numbers_of_an_unknown_sender_were_missed_only_by_who_was_listening(bool listening)
    {
        watch.Accept("late", 1, 7, 1, listening, Start);
        Assert.Equal(listening, watch.Overdue(Start + TimeSpan.FromSeconds(1)) is not null);
    }

    [Fact]
    public void A_silent_sender_is_told_once_and_lives_again_when_it_speaks()
    {
        Accept(1, 1);
        Assert.Empty(watch.FallenSilent(TimeSpan.FromSeconds(3), Start + TimeSpan.FromSeconds(3)));
        Assert.Equal(["n"], watch.FallenSilent(TimeSpan.FromSeconds(3), Start + TimeSpan.FromSeconds(4)));
        Assert.Empty(watch.FallenSilent(TimeSpan.FromSeconds(3), Start + TimeSpan.FromSeconds(9)));
        Assert.Equal(0, watch.Live);
        Accept(2, 1, 10_000);
        Assert.Equal(1, watch.Live);
        Assert.Equal(["n"], watch.FallenSilent(TimeSpan.FromSeconds(3), Start + TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Any_order_with_doubles_makes_each_number_new_exactly_once()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            var fresh = new SequenceWatch(Patience);
            var sent = Enumerable.Range(1, 60).SelectMany(i => random.Next(5) == 0 ? [i, i] : new[] { i }).ToArray();
            random.Shuffle(sent);
            fresh.Accept("n", 1, 1, 0, heardAllAlong: true, Start);
            var taken = sent.Where(number => fresh.Accept("n", 1, (ulong)number, 1, heardAllAlong: true, Start)[0]).ToList();
            Assert.True(Enumerable.Range(1, 60).SequenceEqual(taken.Order()), $"seed {seed}");
            Assert.Null(fresh.Overdue(Start + TimeSpan.FromSeconds(1)));
        }
    }

    private bool[] Accept(ulong first, int count, int atMilliseconds = 0) =>
        watch.Accept("n", 1, first, count, heardAllAlong: true, Start.AddMilliseconds(atMilliseconds));
}
