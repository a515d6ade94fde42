import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Refresher } from "../src/reports/Refresher";

let reads: number[];
let finish: () => void;
let refresher: Refresher;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  reads = [];
  refresher = new Refresher(() => {
    reads.push(Date.now());
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  }, 1000);
});
afterEach(() => {
  refresher.close();
  vi.useRealTimers();
});

it("reads at once, and many events within a second once more", async () => {
  refresher.ask();
  await vi.advanceTimersByTimeAsync(10);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  for (let event = 0; event < 20; event++) refresher.ask();
  await vi.advanceTimersByTimeAsync(5000);
  expect(reads).toEqual([0, 1000]);
});

it("reads again after a reading that an event fell into, never beside it", async () => {
  refresher.ask();
  await vi.advanceTimersByTimeAsync(0);
  refresher.ask();
  await vi.advanceTimersByTimeAsync(3000);
  expect(reads).toEqual([0]);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(reads).toEqual([0, 3000]);
});

it("reads nothing after it was closed", async () => {
  refresher.ask();
  refresher.close();
  refresher.ask();
  await vi.advanceTimersByTimeAsync(5000);
  expect(reads).toEqual([]);
});
