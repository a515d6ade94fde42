import { expect, test } from "vitest";
import { MemoryStore, WebStore } from "../src";

/** As much of `Storage` as is asked for; refuses to keep anything while it is full. */
class Area extends Map<string, string> {
  full = false;
  getItem = (key: string) => this.get(key) ?? null;
  removeItem = (key: string) => void this.delete(key);
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.set(key, value);
  }
}

test("A store says whether what it holds is there on the next page", () => {
  const area = new Area();
  const store = new WebStore(area as unknown as Storage);
  expect([new MemoryStore().lasts, store.lasts]).toEqual([false, true]);
  area.full = true;
  expect(store.set("a", "1")).toBe(false);
  expect([store.get("a"), store.lasts]).toEqual(["1", false]);
  area.full = false;
  store.set("a", "2");
  expect([store.get("a"), store.lasts]).toEqual(["2", true]);
});
