import { afterEach, expect, it } from "vitest";
import { CallbackMark } from "../src/desk/callbacks/CallbackMark";
import { DeskLive } from "../src/desk/live/DeskLive";
import { LiveProvider } from "../src/desk/live/LiveProvider";
import { me, page, row, ScriptedHub } from "./fixtures";
import { leavePage, showPage, until } from "./showPage";

afterEach(leavePage);

it("keeps the age of a call-back apart from its address, which alone gives way in a narrow row", async () => {
  const live = new DeskLive({ me, hub: new ScriptedHub(), read: async () => page([]) });
  const requestedAt = new Date(Date.now() - 15.5 * 60_000).toISOString();
  const callback = { phone: null, email: "maria.jensen@a.long.place.example.com", requestedAt };
  await showPage(
    <LiveProvider create={() => live}>
      <CallbackMark row={row("c1", { callback })} withAddress />
    </LiveProvider>,
  );
  await until(() => expect(document.querySelector("[data-line]")).not.toBeNull());
  const parts = [...document.querySelectorAll("[data-line] > span")].map((part) => part.textContent);
  expect(parts).toEqual(["maria.jensen@a.long.place.example.com", expect.stringMatching(/^· 15 min/)]);
});
