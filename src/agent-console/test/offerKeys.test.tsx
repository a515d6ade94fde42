import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForKeys } from "../src/app/commands";
import { I18nProvider } from "../src/app/i18n";
import { SessionProvider, useSession } from "../src/app/session";
import { DeskLive } from "../src/desk/live/DeskLive";
import { LiveProvider } from "../src/desk/live/LiveProvider";
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
      <textarea />
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
      <I18nProvider>
        <QueryClientProvider client={new QueryClient()}>
          <SessionProvider>
            <WhenSignedIn />
          </SessionProvider>
        </QueryClientProvider>
      </I18nProvider>,
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

it("means the offer that runs out first, and its own half second", async () => {
  await arrives();
  await passes(600);
  await arrives(
    offer("o2", { conversationId: "q2", conversation: queued("q2"), serverTime: at(0.6), expiresAt: at(5) }),
  );
  await press({ key: "Enter" });
  expect(accepted()).toEqual([]);
  await passes(500);
  await press({ key: "Enter" });
  expect(accepted()).toEqual(["o2"]);
});
