import { act } from "react";
import { afterEach, expect, it } from "vitest";
import SearchPage from "../src/desk/SearchPage";
import { row } from "./fixtures";
import { type Asked, leavePage, showPage, until } from "./showPage";

const hit = { conversation: row("c1"), seq: 3, snippet: "Where is my parcel?", kind: "text" };
const searches = (asked: Asked[]) => asked.filter(({ path }) => path.startsWith("/api/search")).map(({ path }) => path);

afterEach(leavePage);

/** The page keeps what was looked for last, so answers go by what is asked. */
async function search(text: string, answers: Record<string, unknown>) {
  const asked = await showPage(<SearchPage />, answers);
  const field = document.querySelector<HTMLInputElement>('input[type="search"]');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
    field?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await until(() => expect(searches(asked)).toContain(`/api/search?q=${text}`));
  return asked;
}

const button = (words: string) =>
  [...document.querySelectorAll("button")].find((element) => element.textContent === words);

it("leaves automatic replies out, says so, and asks for them when the filter is ticked", async () => {
  const asked = await search("parcel", { "GET /api/search": { items: [hit], nextCursor: null } });
  await until(() =>
    expect(document.querySelector('[role="status"]')?.textContent).toContain("Automatic replies are left out"),
  );

  await act(async () => button("Filters")?.click());
  await act(async () => document.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click());
  await until(() => expect(searches(asked).at(-1)).toContain("automatic=true"));
  await until(() => expect(document.body.textContent).not.toContain("Automatic replies are left out"));
  await act(async () => button("Clear filters")?.click());
});

it("says that the newest messages hold nothing where the search has not looked at all of them", async () => {
  const asked = await search("queue", {
    "GET /api/search?q=queue&cursor=500": { items: [hit], nextCursor: null },
    "GET /api/search?q=queue": { items: [], nextCursor: "500" },
  });
  await until(() => expect(document.body.textContent).toContain("Nothing for “queue” in the newest messages"));
  await act(async () => button("Show more")?.click());
  await until(() => expect(document.body.textContent).toContain("Where is my parcel?"));
  expect(searches(asked).at(-1)).toContain("cursor=500");
});
