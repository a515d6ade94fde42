import { expect, it } from "vitest";
import { applyGiven, applyRow, isMine, nextWaiting, reconcile, selectView, waiting } from "../src/desk/live/rows";
import { at, me, queued, row } from "./fixtures";

const mapOf = (...rows: ReturnType<typeof row>[]) => new Map(rows.map((one) => [one.conversationId, one]));
const ids = (rows: { conversationId: string }[]) => rows.map((one) => one.conversationId);

it("orders the queue by waited time plus the boost of the priority", () => {
  const rows = mapOf(
    queued("old", { queuedAt: at(0) }),
    queued("urgent", { queuedAt: at(300), priority: "P0" }),
    queued("low", { queuedAt: at(-30), priority: "P3" }),
    queued("new", { queuedAt: at(20) }),
  );
  expect(ids(selectView(rows, "queue", me.id))).toEqual(["urgent", "old", "new", "low"]);
});

it("keeps waiting customers on top of mine, the longest first, and leaves out the closed and the others'", () => {
  const rows = mapOf(
    row("quiet", { lastMessage: { text: "", senderKind: "agent", createdAt: at(90) } }),
    row("second", { awaitingSince: at(20) }),
    row("first", { awaitingSince: at(5) }),
    row("closed", { state: "closed" }),
    row("tom's", { assignee: { id: "tom", name: "Tom" } }),
  );
  expect(ids(selectView(rows, "mine", me.id))).toEqual(["first", "second", "quiet"]);
});

it("jumps to the longest waiting, then to the next, and around", () => {
  const rows = mapOf(row("b", { awaitingSince: at(10) }), queued("a", { awaitingSince: at(1) }), row("read"));
  expect(ids(waiting(rows, me.id))).toEqual(["a", "b"]);
  expect(nextWaiting(rows, me.id, null)?.conversationId).toBe("a");
  expect(nextWaiting(rows, me.id, "a")?.conversationId).toBe("b");
  expect(nextWaiting(rows, me.id, "b")?.conversationId).toBe("a");
  expect(nextWaiting(mapOf(row("read")), me.id, null)).toBeNull();
});

it("lets go only of rows that were there before the list was read and did not change since", () => {
  const before = mapOf(row("gone"), row("kept"), row("changed"));
  const now = new Map(before).set("changed", row("changed", { version: 2 })).set("new", row("new"));
  const after = reconcile(before, now, [row("kept")], () => true);
  expect([...after.keys()].sort()).toEqual(["changed", "kept", "new"]);
});

it("shows what was accepted as its own at once, until the row itself comes", () => {
  const given = applyGiven(mapOf(), queued("a", { version: 4 }), me);
  expect([...given.values()].map((one) => isMine(one, me.id))).toEqual([true]);

  const moved = applyRow(given, queued("a", { version: 5, state: "closed" }));
  expect(moved.get("a")?.state).toBe("closed");
});

it("leaves a row alone that says more than that it waits", () => {
  const rows = mapOf(row("a", { assignee: { id: "tom", name: "Tom" } }));
  expect(applyGiven(rows, rows.get("a"), me)).toBe(rows);
});
