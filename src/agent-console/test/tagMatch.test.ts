import { expect, it } from "vitest";
import { doubled, isNear, suggestTags } from "../src/desk/details/tagMatch";

const known = [
  { name: "refund", count: 40 },
  { name: "VIP", count: 9 },
  { name: "late delivery", count: 3 },
];

it("knows a tag that is written otherwise but meant alike", () => {
  expect(isNear("ref", "refund")).toBe(true);
  expect(isNear("Late-Delivery", "late delivery")).toBe(true);
  expect(isNear("refnd", "refund")).toBe(true);
  expect(isNear("café", "cafe")).toBe(true);
  expect(isNear("vip", "refund")).toBe(false);
  expect(isNear("ab", "abc")).toBe(false);
});

it("offers what is in use before what would be new, without what is there already", () => {
  expect(suggestTags(known, "ref", [])).toEqual(["refund"]);
  expect(suggestTags(known, "vi", ["vip"])).toEqual([]);
  expect(suggestTags(known, "", [])).toEqual(["refund", "VIP", "late delivery"]);
});

it("warns of a double", () => {
  expect(doubled(known, "refunds")).toBe("refund");
  expect(doubled(known, "invoice")).toBeNull();
});
