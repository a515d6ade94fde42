import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForKeys } from "../src/app/commands";
import { I18nProvider } from "../src/app/i18n";
import { SessionProvider, useSession } from "../src/app/session";
import { DeskLive } from "../src/desk/live/DeskLive";
import { LiveProvider } from "../src/desk/live/LiveProvider";
import { OfferDock } from "../src/desk/offers/OfferDock";
import { OfferKeys } from "../src/desk/offers/OfferKeys";
import { at, me, offer, page, queued, ScriptedHub, start } from "./fixtures";

let hub: ScriptedHub;
let live: DeskLive;
let root: Root;
let stop: () => void;

function WhenSignedIn() {
  const { state } = useSession();
  if (state.kind !== "in") return null;
  return (
    <LiveProvider create={() => live}>
      <OfferKeys />
      <OfferDock />
      <textarea />
      <div id="messages" />
    </LiveProvider>
  );
}

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers({ now: start });
  localStorage.clear();
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ agent: me, serverTime: new Date().toISOString() })));
  hub = new ScriptedHub();
  hub.answers.set("AcceptOffer", () => ({ conversationId: "q1" }));
  hub.answers.set("DeclineOffer", () => ({}));
  live = new DeskLive({ me, hub, read: async () => page([]) });
  root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () =>
    root.render(
      <MantineProvider>
        <I18nProvider>
          <QueryClientProvider client={new QueryClient()}>
            <SessionProvider>
              <WhenSignedIn />
            </SessionProvider>
          </QueryClientProvider>
        </I18nProvider>
      </MantineProvider>,
    ),
  );
  await vi.waitFor(() => expect(live.store.get().loaded).toBe(true));
  stop = listenForKeys(document);
});

afterEach(async () => {
  stop();
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const arrives = (made = offer("o1")) => act(async () => hub.push("OfferMade", made));
const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const press = (init: KeyboardEventInit, target: Element = document.body) =>
  act(
    async () => void target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init })),
  );
const card = () => document.querySelector<HTMLElement>("section[aria-label=Offer] article");
const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("section[aria-label=Offer] article button")];
const accepted = () => hub.called("AcceptOffer").map(({ offerId }) => offerId);

it("does not take a key that was pressed within half a second for an answer to the offer", async () => {
  await arrives();
  await press({ key: "Enter" });
  await passes(499);
  await press({ key: "Enter" });
  await press({ key: "Enter", ctrlKey: true, shiftKey: true });
  expect(accepted()).toEqual([]);
  await passes(1);
  await press({ key: "Enter" });
  expect(accepted()).toEqual(["o1"]);
});

it("does not begin the half second again when the server repeats an offer", async () => {
  await arrives();
  await passes(600);
  await arrives(offer("o1", { serverTime: at(0.6) }));
  await press({ key: "Enter" });
  expect(accepted()).toEqual(["o1"]);
});

it("leaves Enter to a field that has it, and takes the chord from there", async () => {
  await arrives();
  await passes(600);
  const field = document.querySelector("textarea") as HTMLTextAreaElement;
  await press({ key: "Enter" }, field);
  expect(accepted()).toEqual([]);
  await press({ key: "Enter", ctrlKey: true, shiftKey: true }, field);
  expect(accepted()).toEqual(["o1"]);
});

it("takes Enter from the messages, and leaves it to a link", async () => {
  await arrives();
  await passes(600);
  const link = document.body.appendChild(document.createElement("a"));
  link.href = "#";
  await press({ key: "Enter" }, link);
  expect(accepted()).toEqual([]);
  await press({ key: "Enter" }, document.querySelector("#messages") as Element);
  expect(accepted()).toEqual(["o1"]);
});

it("shows who waited longest, and begins the half second again when the card changes to another offer", async () => {
  await arrives(offer("o1", { expiresAt: at(5) }));
  await arrives(
    offer("o2", { conversationId: "q2", conversation: queued("q2", { queuedAt: at(-9) }), expiresAt: at(20) }),
  );
  expect(card()?.textContent).toContain("Contact q2");
  await passes(600);
  await act(async () => hub.push("OfferEnded", { offerId: "o2", conversationId: "q2", outcome: "withdrawn" }));
  expect(card()?.textContent).toContain("Contact q1");
  expect(buttons().every((button) => button.disabled)).toBe(true);
  await press({ key: "Enter" });
  expect(accepted()).toEqual([]);
  await passes(500);
  expect(buttons().every((button) => button.disabled)).toBe(false);
  await press({ key: "Enter" });
  expect(accepted()).toEqual(["o1"]);
});

it("shows Enter only where it accepts", async () => {
  const field = document.querySelector("textarea") as HTMLTextAreaElement;
  await arrives();
  await passes(600);
  expect(buttons()[0]?.textContent).toBe("AcceptEnter");
  await act(async () => field.focus());
  expect(buttons()[0]?.textContent).toBe("Accept");
  field.dataset.composer = "";
  await act(async () => void field.dispatchEvent(new Event("input", { bubbles: true })));
  expect(buttons()[0]?.textContent).toBe("AcceptEnter");
  field.value = "One moment";
  await act(async () => void field.dispatchEvent(new Event("input", { bubbles: true })));
  expect(buttons()[0]?.textContent).toBe("Accept");
});

it("says how many more wait, and takes neither focus nor caret", async () => {
  const field = document.querySelector("textarea") as HTMLTextAreaElement;
  field.focus();
  await act(async () => ["q2", "q3", "q4"].forEach((id) => void live.applyRow(queued(id))));
  await arrives();
  expect(card()?.textContent).toContain("3 more customers wait");
  const down = new MouseEvent("mousedown", { bubbles: true, cancelable: true });
  buttons()[1]?.dispatchEvent(down);
  expect(down.defaultPrevented).toBe(true);
  expect(document.activeElement).toBe(field);
});

it("does not decline by two Escapes, declines by the chord, and takes it after all for six seconds", async () => {
  hub.answers.set("Take", () => ({ conversationId: "q1" }));
  const declines = { key: "D", code: "KeyD", altKey: true, shiftKey: true };
  await arrives();
  await passes(600);
  await press({ key: "Escape" });
  await press({ key: "Escape" });
  expect(hub.called("DeclineOffer")).toEqual([]);
  await press(declines);
  expect(hub.called("DeclineOffer")).toEqual([{ offerId: "o1" }]);
  expect(card()).toBeNull();
  await press({ key: "u" });
  expect(hub.called("Take")).toEqual([{ conversationId: "q1" }]);
  expect(document.body.textContent).not.toContain("Take it after all");

  await arrives(offer("o2"));
  await passes(600);
  await press(declines);
  expect(document.body.textContent).toContain("Take it after all");
  await passes(6_000);
  expect(document.body.textContent).not.toContain("Take it after all");
});

it("gives the name its line, beside which an address to call would leave it no room", async () => {
  const callback = { phone: "+49 40 555 0123", email: null, requestedAt: at(-60) };
  const made = offer("o1");
  await arrives({ ...made, conversation: { ...made.conversation, callback } });
  expect(card()?.querySelector("h2")?.textContent).not.toContain("+49");
  expect(card()?.querySelector("[data-line]")?.textContent).toContain("+49 40 555 0123");
});
