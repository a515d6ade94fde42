import { expect, it } from "vitest";
import { neighbour } from "../src/desk/nav/neighbour";

const all = () => true;

it("opens the next one of the list when one leaves it", () => {
  expect(neighbour(["a", "b", "c"], "b", all)).toBe("c");
});

it("opens the one before when the last one leaves", () => {
  expect(neighbour(["a", "b", "c"], "c", all)).toBe("b");
});

it("passes over those that are about to leave themselves", () => {
  expect(neighbour(["a", "b", "c"], "b", (id) => id !== "c")).toBe("a");
  expect(neighbour(["b"], "b", all)).toBeNull();
});
