import { expect, it } from "vitest";
import { atQuery, filterNamed, mentionedIn } from "../src/desk/mentions/mentions";

const people = [
  { id: "lin", name: "Lin" },
  { id: "linwei", name: "Lin Wei" },
  { id: "mei", name: "陈美" },
];

it("asks for colleagues after an @ that begins a word", () => {
  expect(atQuery("ask @me", 7)).toEqual({ start: 4, query: "me" });
  expect(atQuery("lin@example", 11)).toBeNull();
  expect(atQuery("@", 1)).toEqual({ start: 0, query: "" });
});

it("finds them by any of their names", () => {
  expect(filterNamed(people, "we").map(({ id }) => id)).toEqual(["linwei"]);
  expect(filterNamed(people, "陈").map(({ id }) => id)).toEqual(["mei"]);
});

it("takes the longest name that fits, and no part of a longer word", () => {
  expect(mentionedIn("@Lin Wei and @陈美, please", people)).toEqual(["linwei", "mei"]);
  expect(mentionedIn("@Linda", people)).toEqual([]);
});
