import { expect, test } from "vitest";
import { plainTitle, showInTitle } from "../src/panel/title";

test("The tab says how many answers are unread, keeps a title that the page sets meanwhile, and gives it back", () => {
  document.title = "Trays";
  showInTitle(1);
  showInTitle(2);
  expect(document.title).toBe("(2) Trays");
  expect(plainTitle()).toBe("Trays");
  document.title = "Cart";
  showInTitle(0);
  expect(document.title).toBe("Cart");
});
