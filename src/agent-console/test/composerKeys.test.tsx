import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { I18nProvider } from "../src/app/i18n";
import { SessionProvider, useSession } from "../src/app/session";
import { Composer } from "../src/desk/composer/Composer";
import type { DeskActions } from "../src/desk/live/actions";
import { DeskLive } from "../src/desk/live/DeskLive";
import type { Mode } from "../src/desk/live/drafts";
import { LiveProvider, useLive } from "../src/desk/live/LiveProvider";
import { wishFocus } from "../src/desk/nav/focusWish";
import { me, page, row, ScriptedHub } from "./fixtures";

let hub: ScriptedHub;
let live: DeskLive;
let root: Root;
let actions: DeskActions;

function Reached() {
  actions = useLive().actions;
  return null;
}

function Desk({ canReply, mode }: { canReply: boolean; mode: Mode }) {
  const { state } = useSession();
  if (state.kind !== "in") return null;
  return (
    <LiveProvider create={() => live}>
      <Reached />
      <section data-conversation>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as the list of messages has it */}
        <div id="log" tabIndex={0} />
        <Composer row={row("m1")} canReply={canReply} mode={mode} onMode={() => undefined} />
      </section>
    </LiveProvider>
  );
}

async function show(canReply = true, mode: Mode = "reply") {
  await act(async () =>
    root.render(
      <MantineProvider>
        <I18nProvider>
          <QueryClientProvider client={new QueryClient()}>
            <SessionProvider>
              <Desk canReply={canReply} mode={mode} />
            </SessionProvider>
          </QueryClientProvider>
        </I18nProvider>
      </MantineProvider>,
    ),
  );
  await vi.waitFor(() => expect(document.querySelector("textarea")).not.toBeNull());
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query.includes("min-width"),
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
  localStorage.clear();
  const answers: Record<string, unknown> = {
    agent: me,
    serverTime: new Date().toISOString(),
    items: [],
    conversation: row("m1"),
  };
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(answers)));
  hub = new ScriptedHub();
  hub.answers.set("SendMessage", () => ({ seq: 1, createdAt: new Date().toISOString(), duplicate: false }));
  live = new DeskLive({ me, hub, read: async () => page([row("m1")]) });
  root = createRoot(document.body.appendChild(document.createElement("div")));
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const field = () => document.querySelector("textarea") as HTMLTextAreaElement;
const press = (init: KeyboardEventInit, target: Element = field()) =>
  act(async () => {
    target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
  });
const button = (name: RegExp) =>
  [...document.querySelectorAll("button")].find((one) => name.test(one.textContent ?? "")) as HTMLButtonElement;

it.each([{}, { ctrlKey: true }, { metaKey: true }])("sends with Enter and %o, and ends nothing", async (modifiers) => {
  live.drafts.set("m1", "reply", "On its way");
  await show();
  await act(async () => hub.become("live"));
  await press({ key: "Enter", ...modifiers });
  await vi.waitFor(() => expect(hub.called("SendMessage")).toHaveLength(1));
  expect(hub.called("Close")).toEqual([]);
});

it("sends and closes by a chord of its own, with time to undo", async () => {
  live.drafts.set("m1", "reply", "Bye");
  await show();
  await act(async () => hub.become("live"));
  await press({ key: "Enter", ctrlKey: true, altKey: true });
  await vi.waitFor(() => expect(hub.called("Close")).toHaveLength(1));
  expect(hub.called("Close")[0]).toMatchObject({ resolution: "resolved", undoSeconds: 6 });
});

it("takes the caret when one opens it to answer, and leaves it when one moves through the list or may not answer", async () => {
  await show();
  expect(document.activeElement).toBe(field());
  await act(async () => root.unmount());

  root = createRoot(document.body.appendChild(document.createElement("div")));
  wishFocus("m1", "list");
  await show();
  expect(document.activeElement).not.toBe(field());
  wishFocus("m1", "composer");
  await act(async () => root.unmount());

  root = createRoot(document.body.appendChild(document.createElement("div")));
  await show(false, "note");
  expect(document.activeElement).not.toBe(field());
});

it("has the next letter after a click on the messages, and no key after Escape", async () => {
  await show();
  const log = document.querySelector("#log") as HTMLElement;
  await act(async () => {
    log.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    log.focus();
  });
  await press({ key: "s" }, log);
  expect(document.activeElement).toBe(field());

  await press({ key: "Escape" });
  await act(async () => log.focus());
  await press({ key: "e" }, log);
  expect(document.activeElement).toBe(log);
});

describe("while the conversation is being taken", () => {
  let answer: { resolve(value: unknown): void; reject(error: Error): void };
  let taken: Promise<void>;

  beforeEach(async () => {
    hub.answers.set("Take", () => new Promise((resolve, reject) => (answer = { resolve, reject })));
    await show(false);
    await act(async () => {
      hub.become("live");
      taken = actions.take("m1");
    });
    await act(async () => live.drafts.set("m1", "reply", "I am here"));
    await press({ key: "Enter" });
    expect(field().value).toBe("");
    expect(hub.called("SendMessage")).toEqual([]);
  });

  it("a reply goes out once it is ours", async () => {
    answer.resolve({ conversationId: "m1" });
    await act(() => taken);
    expect(live.store.get().taking.size).toBe(0);
    await vi.waitFor(() => expect(hub.called("SendMessage")).toMatchObject([{ text: "I am here" }]));
    expect(live.drafts.get("m1", "reply")).toBe("");
  });

  it("a reply comes back where a colleague was faster", async () => {
    answer.reject(new Error("conflict: Somebody else has it."));
    await act(() => expect(taken).rejects.toThrow("conflict"));
    expect(hub.called("SendMessage")).toEqual([]);
    expect(field().value).toBe("I am here");
  });
});

it("shows a reply that can no longer be sent, and keeps it as a note on demand", async () => {
  live.drafts.set("m1", "reply", "Nearly there");
  await show(false);
  expect(field().value).toBe("Nearly there");
  expect(button(/^Send$/).disabled).toBe(true);
  await act(async () => button(/Keep as a note/).click());
  expect([live.drafts.get("m1", "reply"), live.drafts.get("m1", "note")]).toEqual(["", "Nearly there"]);
});
