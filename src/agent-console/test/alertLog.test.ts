import { beforeEach, expect, it } from "vitest";
import { type MessageKey, type Params, translate } from "../src/app/i18n";
import { AlertLog, type NewAlert } from "../src/desk/alerts/alertLog";
import { alertText, shortened } from "../src/desk/alerts/alertText";

const speak = (key: MessageKey, params?: Params) => translate("en", key, params);

beforeEach(() => sessionStorage.clear());

const alert = (change: Partial<NewAlert> = {}): NewAlert => ({
  kind: "breached",
  conversationId: "a",
  name: "Anna",
  detail: "first_response",
  at: 1,
  ...change,
});
const ids = (log: AlertLog) => log.get().map((one) => one.id);

it("keeps what was told over a reload, the newest first, of each agent apart", () => {
  const log = new AlertLog("mei");
  log.add(alert());
  log.add(alert({ kind: "missed", conversationId: "b", at: 2 }));
  expect(ids(new AlertLog("mei"))).toEqual(["missed b", "breached a"]);
  expect(new AlertLog("lin").get()).toEqual([]);
});

it("says one thing about one conversation once, as new again", () => {
  const log = new AlertLog("mei");
  log.add(alert());
  log.readAll();
  log.add(alert({ at: 9 }));
  expect(log.get().map(({ at, read }) => ({ at, read }))).toEqual([{ at: 9, read: false }]);
});

it("does not grow without end, and can be cleared", () => {
  const log = new AlertLog("mei");
  for (let n = 0; n < 130; n++) log.add(alert({ conversationId: `c${n}` }));
  expect(log.get()).toHaveLength(100);
  expect(ids(log)[0]).toBe("breached c129");
  log.clear();
  expect(new AlertLog("mei").get()).toEqual([]);
});

it("keeps what a mention said, and shortens it where it is shown", () => {
  new AlertLog("mei").add(alert({ kind: "mention", detail: "Lin", text: "@Mei can you look?" }));
  const [kept] = new AlertLog("mei").get();
  expect(kept && alertText(speak, kept)).toBe("Lin mentioned you in the conversation with Anna: @Mei can you look?");
  expect(shortened(`a\n ${"b".repeat(100)}`)).toBe(`a ${"b".repeat(78)}…`);
});

it("believes nothing that is not an alert", () => {
  sessionStorage.setItem("chatservice.console.alerts.mei", '[{"id":1},null,{"id":"x","kind":"joke"}]');
  expect(new AlertLog("mei").get()).toEqual([]);
  sessionStorage.setItem("chatservice.console.alerts.mei", "{");
  expect(new AlertLog("mei").get()).toEqual([]);
});
