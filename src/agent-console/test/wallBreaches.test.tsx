import { afterEach, expect, it } from "vitest";
import { WallBreaches } from "../src/reports/WallBreaches";
import type { Wall } from "../src/reports/wire";
import { leavePage, showPage, until } from "./showPage";

afterEach(leavePage);

const wall = (breachCountLastHour: number, breachedConversationsLastHour: number) =>
  ({ breachesLastHour: [], breachCountLastHour, breachedConversationsLastHour }) as unknown as Wall;

it("has a heading of one number, and says under it in how many conversations", async () => {
  await showPage(<WallBreaches wall={wall(9, 8)} now={Date.now()} />);
  await until(() => expect(document.querySelector("h2 small")?.textContent).toBe("9"));
  expect(document.querySelector("h2 + p")?.textContent).toBe("9 missed targets in 8 conversations");
});

it("says it once where each conversation missed one target", async () => {
  await showPage(<WallBreaches wall={wall(8, 8)} now={Date.now()} />);
  await until(() => expect(document.querySelector("h2 small")?.textContent).toBe("8"));
  expect(document.querySelector("h2 + p")).toBeNull();
});
