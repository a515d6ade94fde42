import { describe, expect, it } from "vitest";
import { selectView } from "../src/desk/live/rows";
import { owesAnswer, waitsSince, waitWarmth, worstClock } from "../src/desk/live/waits";
import { at, me, message, queued, row, start } from "./fixtures";

const now = (seconds: number) => start + seconds * 1000;
const sla = (due: number, target = 30) => ({
  metric: "first_response",
  startedAt: at(due - target),
  dueAt: at(due),
  targetSeconds: target,
  breached: false,
});

describe("a row whose customer waits", () => {
  it("waits since the message or since the queue, whichever is earlier", () => {
    expect(waitsSince(row("a"))).toBeNull();
    expect(waitsSince(row("a", { awaitingSince: at(5) }))).toBe(at(5));
    const back = { queuedAt: at(0), queueEnteredAt: at(600) };
    expect(waitsSince(queued("a", { ...back, awaitingSince: null }))).toBe(at(600));
    expect(waitsSince(queued("a", { ...back, awaitingSince: at(50) }))).toBe(at(50));
    expect(waitsSince(queued("a", { ...back, awaitingSince: at(700) }))).toBe(at(600));
    expect(waitsSince(row("a", { state: "closed", awaitingSince: at(5) }))).toBeNull();
  });

  it("is warm in the queue also when it was answered once and has no clock", () => {
    const back = queued("a", { awaitingSince: null, queueEnteredAt: at(0), sla: null });
    const warmths = [0, 15, 23, 30, 2700].map((seconds) => waitWarmth(back, now(seconds)));
    expect(warmths).toEqual(["calm", "warm", "hot", "over", "over"]);
  });

  it("follows its own clock where it has one", () => {
    const slow = queued("a", { awaitingSince: at(0), queueEnteredAt: at(0), sla: sla(120, 120) });
    expect(waitWarmth(slow, now(40))).toBe("calm");
    expect(waitWarmth(slow, now(120))).toBe("over");
  });
});

describe("whether an answer is owed", () => {
  const agent = { kind: "agent", id: me.id, name: me.name } as const;
  const asked = row("a", { awaitingSince: at(5) });
  const answer = message("a", 2, { sender: agent });

  it("is known by the messages before the row says so", () => {
    expect(owesAnswer(asked, [message("a", 1)])).toBe(true);
    expect(owesAnswer(asked, [message("a", 1), answer])).toBe(false);
    expect(owesAnswer(asked, [message("a", 1), answer, message("a", 3)])).toBe(true);
  });

  it("is not changed by notes, events and automatic replies", () => {
    const beside = [
      message("a", 2, { kind: "note", sender: agent }),
      message("a", 3, { kind: "event", sender: agent }),
      message("a", 4, { sender: { kind: "bot", id: "bot", name: "Shop" } }),
    ];
    expect(owesAnswer(asked, [message("a", 1), ...beside])).toBe(true);
  });

  it("goes by the row where no message is at hand, and never against a row that waits for nothing", () => {
    expect([owesAnswer(asked, []), owesAnswer(row("a"), [message("a", 1)])]).toEqual([true, false]);
  });
});

describe("the clock of a tab", () => {
  it("is the worst of its rows, with how many are as bad", () => {
    const rows = [
      row("quiet"),
      row("warm", { awaitingSince: at(0), sla: sla(60) }),
      row("over", { awaitingSince: at(0), sla: sla(30) }),
      queued("back", { awaitingSince: null, queueEnteredAt: at(0) }),
    ];
    expect(worstClock(rows, now(46))).toEqual({ warmth: "over", count: 2 });
    expect(worstClock([row("quiet")], now(46))).toBeNull();
  });
});

it("puts the most urgent clock of mine on top, not the longest wait", () => {
  const rows = [
    row("slow", { awaitingSince: at(0), sla: sla(300, 300) }),
    row("urgent", { awaitingSince: at(10), sla: sla(40) }),
    row("quiet"),
  ];
  const ids = selectView(new Map(rows.map((one) => [one.conversationId, one])), "mine", me.id).map(
    (one) => one.conversationId,
  );
  expect(ids).toEqual(["urgent", "slow", "quiet"]);
});
