import { expect, it } from "vitest";
import { filterCount, noFilters, toSearchQuery } from "../src/desk/searchFilters";

it("searches whole days of the reader's calendar, the last one included", () => {
  const { from, to } = toSearchQuery({ ...noFilters, from: "2026-11-27", to: "2026-11-30" });
  expect(from).toBe(new Date(2026, 10, 27).toISOString());
  expect(to).toBe(new Date(2026, 11, 1).toISOString());
});

it("asks for nothing that was not chosen", () => {
  expect(toSearchQuery(noFilters)).toEqual({
    inboxId: null,
    agentId: null,
    state: null,
    from: null,
    to: null,
    automatic: null,
  });
  expect(toSearchQuery({ ...noFilters, from: "2026-1" }).from).toBeNull();
});

it("counts what is chosen", () => {
  expect(filterCount({ ...noFilters, agent: "lin", state: "closed" })).toBe(2);
});
