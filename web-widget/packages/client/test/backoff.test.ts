import { expect, test } from "vitest";
import { Backoff } from "../src";
import { seeded } from "./chatServer";

test("Waits lie under a ceiling that doubles and stops at the cap", () => {
  const highest = new Backoff({ random: () => 0.999999 });
  const waits = Array.from({ length: 8 }, () => highest.next());
  expect(waits).toEqual([499, 999, 1999, 3999, 7999, 14999, 14999, 14999]);
});

test("A thousand clients cut off at once come back spread over the whole window", () => {
  const random = seeded(7);
  const buckets = new Array<number>(10).fill(0);
  for (let client = 0; client < 1000; client++) {
    const wait = new Backoff({ baseMs: 1000, random }).next();
    const bucket = Math.floor(wait / 100);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  expect(Math.min(...buckets)).toBeGreaterThan(60);
  expect(Math.max(...buckets)).toBeLessThan(140);
});

test("A success resets the ceiling", () => {
  const backoff = new Backoff({ random: () => 0.5 });
  backoff.next();
  backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(250);
});
