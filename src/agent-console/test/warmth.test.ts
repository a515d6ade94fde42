import { expect, it } from "vitest";
import { spent, warmth } from "../src/desk/live/warmth";
import { at, start } from "./fixtures";

const sla = { dueAt: at(30), targetSeconds: 30, breached: false };
const after = (seconds: number) => warmth(sla, start + seconds * 1000);

it("is calm in the first half, amber from half, red in the last quarter, deep red from the due time on", () => {
  expect([0, 14.9, 15, 22.4, 22.5, 29.9, 30, 99].map(after)).toEqual([
    "calm",
    "calm",
    "warm",
    "warm",
    "hot",
    "hot",
    "over",
    "over",
  ]);
});

it("is over as soon as the server says so, whatever this clock says", () => {
  expect(warmth({ ...sla, breached: true }, start)).toBe("over");
});

it("is calm without a clock", () => {
  expect(warmth(null, start)).toBe("calm");
});

it("counts from the due time back, so that a wait through closed hours does not look used up", () => {
  expect(spent({ dueAt: at(3600), targetSeconds: 30 }, start)).toBe(0);
});
