import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { I18nProvider } from "../src/app/i18n";
import { SessionProvider, useSession } from "../src/app/session";
import { DeskLive } from "../src/desk/live/DeskLive";
import { LiveProvider } from "../src/desk/live/LiveProvider";
import { FirstSteps } from "../src/welcome/FirstSteps";
import { me, page, ScriptedHub } from "./fixtures";

const inbox = { id: "i1", key: "shop", name: "Shop", enabled: true };
let root: Root;
let sightings: { origin: string; seenAt: string }[];

function WhenSignedIn({ live }: { live: DeskLive }) {
  const { state } = useSession();
  if (state.kind !== "in") return null;
  return (
    <LiveProvider create={() => live}>
      <FirstSteps />
    </LiveProvider>
  );
}

async function show(role: "agent" | "admin", agents: unknown[] = [{ id: "a", disabled: false }]) {
  const agent = { ...me, role };
  const answers: [string, unknown][] = [
    ["/sightings", { items: sightings }],
    ["/api/inboxes", page([inbox])],
    ["/api/agents", page(agents)],
  ];
  vi.stubGlobal("fetch", async (path: string) => {
    const found = answers.find(([part]) => String(path).includes(part));
    return new Response(JSON.stringify(found ? found[1] : { agent, serverTime: new Date().toISOString() }));
  });
  const live = new DeskLive({ me: agent, hub: new ScriptedHub(), read: async () => page([]) });
  root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () =>
    root.render(
      <MantineProvider>
        <I18nProvider>
          <QueryClientProvider client={new QueryClient()}>
            <SessionProvider>
              <WhenSignedIn live={live} />
            </SessionProvider>
          </QueryClientProvider>
        </I18nProvider>
      </MantineProvider>,
    ),
  );
  await act(async () => {
    await vi.waitFor(() => expect(document.querySelector("ol")).not.toBeNull());
  });
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
  }));
  localStorage.clear();
  sightings = [];
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const steps = () => [...document.querySelectorAll("li")].map((item) => item.querySelector("b")?.textContent);
const doneSteps = () => [...document.querySelectorAll('li[data-done="true"] b')].map((word) => word.textContent);

it("shows an agent what an agent can do, and an admin the rest", async () => {
  await show("agent");
  expect(steps()).toEqual(["Become available", "Let the browser notify you"]);
  await act(async () => root.unmount());

  await show("admin");
  expect(steps()).toEqual([
    "Become available",
    "Let the browser notify you",
    "Invite a colleague",
    "Put the chat on your website",
  ]);
});

it("ticks what is done: a colleague, and a website that is not our own", async () => {
  sightings = [{ origin: "https://shop.example", seenAt: new Date().toISOString() }];
  await show("admin", [
    { id: "a", disabled: false },
    { id: "b", disabled: false },
  ]);
  await act(async () => {
    await vi.waitFor(() =>
      expect(doneSteps()).toEqual(["Become available", "Invite a colleague", "Put the chat on your website"]),
    );
  });
});

it("goes for good when it is hidden", async () => {
  await show("agent");
  await act(async () => [...document.querySelectorAll("button")].find((b) => b.textContent === "Hide")?.click());
  expect(document.querySelector("ol")).toBeNull();
  expect(localStorage.getItem("chatservice.console.welcome")).toBe("hidden");
});
