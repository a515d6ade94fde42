import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pulse } from "../src/app/pulse";
import { useWall } from "../src/reports/useWall";

const nightOwl = new Date(2026, 10, 21, 23, 59, 30).getTime();
let root: Root;
let asked: URL[];

function Figures() {
  const { query, live } = useWall();
  return <p>{`${query.data?.waiting} ${live}`}</p>;
}

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers({ now: nightOwl });
  asked = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(new URL(path, "http://desk.example"));
    return new Response(JSON.stringify({ waiting: asked.length }));
  });
  pulse.hears(true);
  root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <Figures />
      </QueryClientProvider>,
    ),
  );
  await passes(0);
});

afterEach(async () => {
  await act(async () => root.unmount());
  pulse.hears(false);
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const shown = () => document.querySelector("p")?.textContent;

it("reads when something moves, not by the clock", async () => {
  const first = asked.length;
  await passes(10_000);
  expect(asked.length).toBe(first);
  await act(async () => pulse.moved());
  await passes(1100);
  expect(asked.length).toBe(first + 1);
  expect(shown()).toBe(`${first + 1} true`);
});

it("has a slow clock for what nobody pushes, and a quick one while nothing is heard", async () => {
  const first = asked.length;
  await passes(30_500);
  expect(asked.length).toBe(first + 1);
  await act(async () => pulse.hears(false));
  await passes(4_100);
  expect(asked.length).toBeGreaterThanOrEqual(first + 3);
});

it("asks for the day of whoever looks at it, and for the next one after midnight", async () => {
  expect(asked.at(-1)?.searchParams.get("from")).toBe(new Date(2026, 10, 21).toISOString());
  await passes(31_000);
  await act(async () => pulse.moved());
  await passes(1100);
  expect(asked.at(-1)?.searchParams.get("from")).toBe(new Date(2026, 10, 22).toISOString());
});
