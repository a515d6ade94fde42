import { beforeEach, describe, expect, it } from "vitest";
import { everything, fromAddress, isFiltered, listQueries, selectQuery, toRequest } from "../src/desk/list/listQuery";
import { at, queued, row } from "./fixtures";

const mapOf = (...rows: ReturnType<typeof row>[]) => new Map(rows.map((one) => [one.conversationId, one]));
const ids = (rows: { conversationId: string }[]) => rows.map((one) => one.conversationId);
const none: ReadonlySet<string> = new Set();

beforeEach(() => localStorage.clear());

describe("All in an order of the agent's choice", () => {
  const rows = mapOf(
    row("newest", { lastMessage: { text: "", senderKind: "agent", createdAt: at(90) } }),
    row("held", { awaitingSince: at(1) }),
    queued("back", { awaitingSince: null, queueEnteredAt: at(20), priority: "P1" }),
    queued("fresh", { awaitingSince: at(30), queueEnteredAt: at(30) }),
    row("closed", { state: "closed" }),
  );

  it("has the longest waiting on top, wherever they wait", () => {
    const longest = selectQuery(rows, { ...everything, sort: "waiting" }, none, null);
    expect(ids(longest)).toEqual(["held", "back", "fresh", "newest"]);
  });

  it("has the urgent on top and the longest waiting of them first", () => {
    const urgent = selectQuery(rows, { ...everything, sort: "priority" }, none, null);
    expect(ids(urgent)).toEqual(["back", "held", "fresh", "newest"]);
  });

  it("ends where it has been read to", () => {
    expect(ids(selectQuery(rows, { ...everything, sort: "waiting" }, none, "back"))).toEqual(["held", "back"]);
  });
});

it("shows what the filters say, also when a row has moved since it was read", () => {
  const rows = mapOf(
    row("mine", { awaitingSince: at(1), unread: 2, tags: ["refund"] }),
    queued("queued", { inboxId: "other", locale: "zh-CN" }),
    row("closed", { state: "closed" }),
  );
  const found = (patch: Partial<typeof everything>, known = none) =>
    ids(selectQuery(rows, { ...everything, ...patch }, known, null));
  expect(found({ inbox: "other" })).toEqual(["queued"]);
  expect(found({ tag: "refund" })).toEqual(["mine"]);
  expect(found({ tag: "ref" })).toEqual([]);
  expect(found({ locale: "zh-CN" })).toEqual(["queued"]);
  expect(found({ unread: true })).toEqual(["mine"]);
  expect(found({ waiting: "in_hand" })).toEqual(["mine"]);
  expect(found({ waiting: "queue" })).toEqual(["queued"]);
  expect(found({ waiting: "any" }).toSorted()).toEqual(["mine", "queued"]);
  // Which conversations missed a target only the server knows; closed ones are among them.
  expect(found({ breached: true }, new Set(["closed"]))).toEqual(["closed"]);
});

it("asks the server for the same", () => {
  const asked = toRequest({ ...everything, sort: "waiting", agent: "lin", unread: true });
  expect(asked).toMatchObject({ view: "all", sort: "waiting", agentId: "lin", unread: true, breachedWithin: null });
  expect(toRequest({ ...everything, breached: true })).toMatchObject({ view: "any", sort: null, breachedWithin: 3600 });
});

it("opens what a figure on the wall counts", () => {
  expect(fromAddress("tab=all&waiting=in_hand&sort=waiting")).toEqual({
    ...everything,
    waiting: "in_hand",
    sort: "waiting",
  });
  expect(fromAddress("tab=all&breached=hour")).toEqual({ ...everything, breached: true });
  expect(fromAddress("tab=all&agent=lin&sort=colour")).toEqual({ ...everything, agent: "lin" });
  expect(fromAddress("tab=queue")).toBeNull();
});

it("keeps the choice of each agent, and believes no other words in the storage", () => {
  listQueries.set("anna", { ...everything, tag: "refund" });
  expect(JSON.parse(localStorage.getItem("chatservice.console.list.anna") ?? "")).toMatchObject({ tag: "refund" });
  expect(isFiltered(listQueries.get("anna"))).toBe(true);
  expect(isFiltered(listQueries.get("tom"))).toBe(false);
  localStorage.setItem("chatservice.console.list.eve", '{"sort":"x","unread":"yes","tag":7,"inbox":"shop"}');
  expect(listQueries.get("eve")).toEqual({ ...everything, inbox: "shop" });
});
