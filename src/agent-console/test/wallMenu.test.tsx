import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { I18nProvider } from "../src/app/i18n";
import { WallAgents } from "../src/reports/WallAgents";
import type { Wall, WallAgent } from "../src/reports/wire";

let root: Root;

const mei = (change: Partial<WallAgent>): WallAgent => ({
  agentId: "mei",
  name: "Mei Tan",
  status: "available",
  reason: null,
  activity: "idle",
  usedSlots: 0,
  capacity: 4,
  ...change,
});
const wall = (agent: WallAgent) =>
  ({
    agents: [agent],
    unanswered: [],
    capacity: { serving: 1, freeSlots: 4, suspended: 0 },
    targetSeconds: 30,
  }) as unknown as Wall;

const show = (agent: WallAgent) =>
  act(async () =>
    root.render(
      <MantineProvider env="test">
        <I18nProvider>
          <QueryClientProvider client={new QueryClient()}>
            <WallAgents wall={wall(agent)} time={{ now: 0, readAt: 0, live: true }} />
          </QueryClientProvider>
        </I18nProvider>
      </MantineProvider>,
    ),
  );

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  root = createRoot(document.body.appendChild(document.createElement("div")));
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

it("keeps the menu open when its agent moves to another group of the wall", async () => {
  await show(mei({ activity: "idle" }));
  await act(async () => document.querySelector<HTMLButtonElement>("button[aria-label*='Mei Tan']")?.click());
  expect(document.querySelector("[data-state=idle] li")).not.toBeNull();
  expect(document.querySelectorAll("[role=menuitem]").length).toBeGreaterThan(0);

  await show(mei({ activity: "on_contact", usedSlots: 1 }));

  expect(document.querySelector("[data-state=on_contact] li")).not.toBeNull();
  expect(document.querySelectorAll("[role=menuitem]").length).toBeGreaterThan(0);
});
