import { describe, expect, it } from "vitest";
import { type Translate, translate } from "../src/app/i18n";
import { causeText } from "../src/reports/causes";
import { csv, csvCell } from "../src/reports/csv";
import { csvName, serviceLevelCsv } from "../src/reports/exportCsv";
import { clock, duration, isWithin, percent, shares, spanText, verdict } from "../src/reports/figures";
import { formulaText } from "../src/reports/formula";
import { sortGroups } from "../src/reports/groups";
import { customRange, dayText, rangeOf } from "../src/reports/period";
import {
  agentState,
  byState,
  heat,
  isStale,
  oldestWait,
  stateSince,
  waitHeat,
  worstHeat,
} from "../src/reports/wallState";
import type { Level, ServiceLevel } from "../src/reports/wire";

const english: Translate = (key, params) => translate("en", key, params);
const chinese: Translate = (key, params) => translate("zh-CN", key, params);

const level = (patch: Partial<Level> = {}): Level => ({
  conversations: 10,
  answered: 9,
  frt30: 0.9,
  sl30: 0.8,
  frt: { p50: 8.4, p90: 20, p95: 31 },
  buckets: [{ label: "0-5", count: 4 }],
  met: 9,
  breached: 1,
  cancelled: 0,
  abandoned: 1,
  shortAbandons: 0,
  causes: {},
  answerRate: { p50: 1, p90: 2, p95: 3, rounds: 4, withinTarget: 3 },
  ...patch,
});

describe("figures", () => {
  it("never round a miss away", () => {
    expect(percent("en", 0.9996)).toBe("99.9%");
    expect(percent("en", 0.0004)).toBe("0.1%");
    expect(percent("en", 1)).toBe("100%");
    expect(percent("en", 0)).toBe("0%");
    expect(percent("en", 0.8754)).toBe("87.5%");
  });

  it("say that there is none instead of zero", () => {
    expect(percent("en", null)).toBe("–");
    expect(duration("en", null)).toBe("–");
    expect(percent("en", Number.NaN)).toBe("–");
  });

  it("write seconds with a fraction and minutes as a clock", () => {
    expect(duration("en", 8.42)).toBe("8.4 s");
    expect(duration("en", 59.97)).toBe("59.9 s");
    expect(duration("zh-CN", 8.42)).toBe("8.4 秒");
    expect(duration("en", 75)).toBe("1:15");
    expect(clock(3725)).toBe("1:02:05");
    expect(clock(-3)).toBe("0:00");
  });

  it("take the target as it is configured", () => {
    expect(["21-30", "31-60", "61-120"].map((label) => isWithin(label, 60))).toEqual([true, true, false]);
  });

  it("tell the part within 30 seconds by the labels", () => {
    expect(["0-5", "21-30", "31-60", "61-120", ">120", "longer"].map((label) => isWithin(label, 30))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("share out the buckets, also when all are empty", () => {
    expect(
      shares([
        { label: "a", count: 3 },
        { label: "b", count: 1 },
      ]).map((bucket) => bucket.share),
    ).toEqual([0.75, 0.25]);
    expect(shares([{ label: "a", count: 0 }])[0]?.share).toBe(0);
  });

  it("judges nobody by a handful of samples", () => {
    expect([0, 1, 4, 5].map((samples) => verdict(0, 0.9, samples))).toEqual(["few", "few", "few", "bad"]);
    expect(verdict(null, 0.9, 0)).toBe("none");
  });

  it("says how long somebody is away or free, from a minute on", () => {
    expect([59_000, 60_000, 3_599_000, 7_200_000].map((ms) => spanText("en", ms))).toEqual([
      "",
      "1 min",
      "59 min",
      "2 hr",
    ]);
    const agent = {
      agentId: "a",
      name: "Lin",
      reason: null,
      usedSlots: 0,
      capacity: 4,
      statusSince: "s",
      idleSince: "i",
    };
    expect(stateSince({ ...agent, status: "available", activity: "idle" }, "idle")).toBe("i");
    expect(stateSince({ ...agent, status: "away", activity: "idle" }, "away")).toBe("s");
    expect(stateSince({ ...agent, status: "available", activity: "on_contact" }, "on_contact")).toBeNull();
  });

  it("are held against the target", () => {
    expect([null, 0.95, 0.9, 0.86, 0.8].map((ratio) => verdict(ratio, 0.9))).toEqual([
      "none",
      "good",
      "good",
      "near",
      "bad",
    ]);
  });
});

describe("CSV", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "\t=1", "\n=1"])("disarms the formula %j", (text) => {
    expect(csvCell(text).replace(/^"/, "").startsWith("'")).toBe(true);
  });

  it("leaves numbers and plain text alone", () => {
    expect(csvCell(-4.5)).toBe("-4.5");
    expect(csvCell("Lin Wei")).toBe("Lin Wei");
    expect(csvCell(null)).toBe("");
    expect(csvCell(Number.NaN)).toBe("");
  });

  it("quotes separators, quotes and line breaks", () => {
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
    expect(csvCell("a\nb")).toBe('"a\nb"');
    expect(csvCell("=a,b")).toBe(`"'=a,b"`);
  });

  it("starts with a byte-order mark and ends lines as the format wants", () => {
    expect(
      csv([
        ["a", 1],
        ["中", 2],
      ]),
    ).toBe("\uFEFFa,1\r\n中,2\r\n");
  });

  it("holds groups, total, buckets and the formulas", () => {
    const report: ServiceLevel = {
      from: new Date(2026, 10, 1).toISOString(),
      to: new Date(2026, 10, 8).toISOString(),
      targetSeconds: 45,
      formula: { frt30: "FRT45 = a ÷ b", sl30: "SL30 = c ÷ d" },
      total: level(),
      groups: [{ key: "1", name: "=cmd()", level: level({ frt30: null }) }],
    };
    const lines = serviceLevelCsv((key, params) => translate("en", key, params), report, "Agent").split("\r\n");
    expect(lines[0]).toBe(
      "\uFEFFAgent,Conversations,Answered,FRT45,SL45,FRT p50,FRT p90,FRT p95,Missed targets,Abandoned,0-5 s",
    );
    expect(lines[1]).toBe("'=cmd(),10,9,,0.8,8.4,20,31,1,1,4");
    expect(lines[2]).toBe("Total,10,9,0.9,0.8,8.4,20,31,1,1,4");
    expect(lines).toContain("FRT45,FRT45 = a ÷ b");
    expect(csvName(report)).toBe("service-level_2026-11-01_2026-11-07.csv");
  });
});

describe("periods", () => {
  const now = new Date(2026, 10, 21, 15, 30);

  it("are whole days of the browser's zone, today included", () => {
    const { from, to } = rangeOf("7d", now);
    expect([dayText(from), from.getHours(), dayText(to), to.getHours()]).toEqual(["2026-11-15", 0, "2026-11-22", 0]);
    expect(dayText(rangeOf("today", now).from)).toBe("2026-11-21");
    expect(dayText(rangeOf("30d", now).from)).toBe("2026-10-23");
  });

  it("take the last day in, and refuse what is no period", () => {
    const range = customRange("2026-02-28", "2026-02-28");
    expect(range && [dayText(range.from), dayText(range.to)]).toEqual(["2026-02-28", "2026-03-01"]);
    expect(customRange("2026-03-02", "2026-03-01")).toBeNull();
    expect(customRange("2026-02-30", "2026-03-01")).toBeNull();
    expect(customRange("", "2026-03-01")).toBeNull();
  });
});

it("sorts groups by a column, those without a figure last either way", () => {
  const groups = [
    { key: "a", name: "A", level: level({ frt30: null }) },
    { key: "b", name: "B", level: level({ frt30: 0.5 }) },
    { key: "c", name: "C", level: level({ frt30: 0.9 }) },
  ];
  const keys = (key: string, down: boolean) =>
    sortGroups(groups, { key, down }, "en")
      .map((group) => group.key)
      .join("");
  expect(keys("frt30", true)).toBe("cba");
  expect(keys("frt30", false)).toBe("bca");
  expect(keys("name", true)).toBe("cba");
});

it("knows a cause however it is written", () => {
  const t = (key: Parameters<typeof translate>[1]) => translate("zh-CN", key);
  expect(causeText(t, "acceptedNotAnswered")).toBe("已接入，未回复");
  expect(causeText(t, "AcceptedNotAnswered")).toBe("已接入，未回复");
  expect(causeText(t, "accepted_not_answered")).toBe("已接入，未回复");
  expect(causeText(t, "meteorStrike")).toBe("meteor strike");
});

describe("the wall", () => {
  const agent = (patch: object) => ({
    agentId: "1",
    name: "Lin",
    status: "available",
    reason: null,
    activity: "idle",
    usedSlots: 0,
    capacity: 4,
    ...patch,
  });
  const wall = {
    waiting: 2,
    oldestWaitSeconds: 12,
  };

  it("lets the oldest wait tick between readings, but not on stale figures", () => {
    const blind = { readAt: 1000, live: false };
    expect(oldestWait(wall, { ...blind, now: 2500 })).toBe(13.5);
    expect(oldestWait(wall, { ...blind, now: 61_000 })).toBe(18);
    expect(isStale({ ...blind, now: 6900 })).toBe(false);
    expect(isStale({ ...blind, now: 7100 })).toBe(true);
    expect(oldestWait({ ...wall, waiting: 0 }, { ...blind, now: 2500 })).toBeNull();
  });

  it("believes figures longer while events come in, but not without end", () => {
    const live = { readAt: 1000, live: true };
    expect(isStale({ ...live, now: 31_000 })).toBe(false);
    expect(oldestWait(wall, { ...live, now: 31_000 })).toBe(42);
    expect(isStale({ ...live, now: 47_000 })).toBe(true);
  });

  it("warms with the clock", () => {
    const warmth = ["calm", "calm", "warm", "hot", "over"];
    expect([null, 14, 15, 22.5, 30].map((seconds) => heat(seconds, 30))).toEqual(warmth);
    expect([null, 29, 30, 45, 60].map((seconds) => heat(seconds, 60))).toEqual(warmth);
  });

  it("is as hot as the worst clock of those who wait, wherever they wait", () => {
    const now = Date.UTC(2026, 10, 21, 12);
    const time = { readAt: 0, now: 0, live: true };
    const due = (seconds: number) => new Date(now + seconds * 1000).toISOString();
    const wait = (patch: object) => ({
      conversationId: "1",
      contact: { id: "1", name: null },
      since: due(-10),
      dueAt: due(20),
      targetSeconds: 30,
      breached: false,
      ...patch,
    });
    const place = (overdue: number, oldest: ReturnType<typeof wait> | null) => ({
      count: oldest ? 1 : 0,
      overdue,
      oldestSeconds: oldest ? 10 : null,
      oldest,
    });
    const nobody = place(0, null);
    expect(worstHeat([nobody, nobody], time, now, 30)).toBe("calm");
    expect(worstHeat([place(0, wait({})), nobody], time, now, 30)).toBe("calm");
    expect(worstHeat([nobody, place(0, wait({ dueAt: due(10) }))], time, now, 30)).toBe("warm");
    expect(worstHeat([place(0, wait({})), place(1, wait({}))], time, now, 30)).toBe("over");
    // Without a clock of its own it is held against the promise.
    expect(waitHeat(wait({ dueAt: null, targetSeconds: null }), 25, now, 30)).toBe("hot");
  });

  it("puts an agent into one state", () => {
    expect(agentState(agent({ activity: "not_responding" }))).toBe("not_responding");
    expect(agentState(agent({ status: "away", activity: "on_contact" }))).toBe("on_contact");
    expect(agentState(agent({ status: "away" }))).toBe("away");
    expect(agentState(agent({ activity: "disconnected" }))).toBe("offline");
    const groups = byState([agent({ name: "B" }), agent({ name: "A" }), agent({ status: "offline" })]);
    expect(groups.map((group) => [group.state, group.agents.map((one) => one.name)])).toEqual([
      ["idle", ["A", "B"]],
      ["offline", ["Lin"]],
    ]);
  });
});

describe("the formula in force", () => {
  const formulas = [
    "FRT30 = conversations with a first human answer within 30 s in business hours ÷ conversations with a customer message, without those who left unanswered in under 5 s",
    "FRT30 = conversations with a first human answer within 30 s by the clock ÷ conversations with a customer message",
    "SL30 = accepted within 30 s after entering the queue ÷ (accepted + abandoned − abandoned in under 5 s), without transfers out",
    "SL30 = accepted within 30 s after entering the queue ÷ (accepted + abandoned)",
    "SL30 = accepted within 30 s after entering the queue ÷ accepted",
  ];

  it("is the server's own in English, word for word", () => {
    for (const formula of formulas) expect(formulaText(english, formula)).toBe(formula);
  });

  it("is Chinese in Chinese", () => {
    for (const formula of formulas) expect(formulaText(chinese, formula)).toMatch(/^(FRT|SL)30 = [^a-z]+$/i);
    expect(formulaText(chinese, formulas[2] as string)).toBe(
      "SL30 = 进入排队后 30 秒内接入的会话 ÷ (接入 + 放弃 − 5 秒内放弃)，不计转出的会话",
    );
  });

  it("is shown as it came when it is a new one", () => {
    expect(formulaText(chinese, "FRT30 = something else")).toBeNull();
  });
});
