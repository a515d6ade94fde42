import type { ChatView, Message, VisitorConversation } from "@chatservice/client";
import { expect, test } from "vitest";
import { en } from "../src/locales/en";
import { zhCN } from "../src/locales/zh-CN";
import { checkAbout } from "../src/panel/about";
import { Language } from "../src/panel/i18n";
import { deskOf, errorText, eventText, statusText, waitText } from "../src/panel/status";

const english = new Language("en", en);
const chinese = new Language("zh-CN", zhCN);
const now = new Date("2026-11-21T20:00:00");

function view(conversation: Partial<VisitorConversation> | null, inbox: object = {}): ChatView {
  return {
    connection: "live",
    everLive: true,
    refusal: null,
    inbox: { key: "k", name: "Shop", color: "#000", open: true, locale: "en", answersWithinSeconds: 30, ...inbox },
    conversation: conversation && { conversationId: "c", state: "active", lastSeq: 1, ...conversation },
  } as ChatView;
}

test("The wait is a range in whole minutes, and no number where there is none", () => {
  expect(waitText(english, { position: 1, etaLowSeconds: 60, etaHighSeconds: 120 })).toBe("about 1–2 min");
  expect(waitText(english, { position: 1, etaLowSeconds: 10, etaHighSeconds: 50 })).toBe("less than a minute");
  expect(waitText(english, { position: 1, etaLowSeconds: 100, etaHighSeconds: 115 })).toBe("about 1–2 min");
  expect(waitText(english, { position: 4 })).toBeNull();
});

test("The header says the honest state", () => {
  const queue = { position: 3, etaLowSeconds: 60, etaHighSeconds: 120 };
  expect(statusText(english, view({ state: "queued", queue }), now)).toBe("2 before you · about 1–2 min");
  expect(statusText(chinese, view({ state: "queued", queue }), now)).toBe("前面还有 2 位 · 预计 1-2 分钟");
  expect(statusText(english, view({ state: "queued", queue: { position: 1 } }), now)).toBe("You are next");
  expect(statusText(english, view({ agent: { id: "a", name: "Lin" } }), now)).toBe("here with you");
  expect(statusText(english, view({ state: "closed" }), now)).toBe("Conversation ended");
  expect(statusText(english, { ...view({}), connection: "offline" }, now)).toBe("Connecting…");
  expect(statusText(english, view(null), now)).toBe("We usually answer within 30 seconds");
  expect(statusText(english, view(null, { answersWithinSeconds: 60 }), now)).toBe("We usually answer within a minute");
});

test("Outside hours it says when we are back: the time today, the day otherwise", () => {
  const back = (opensAt: string) =>
    statusText(english, view(null, { open: false, opensAt: new Date(opensAt).toISOString() }), now);
  expect(back("2026-11-21T21:30:00")).toMatch(/^We answer here from 9:30\sPM$/);
  expect(back("2026-11-23T09:00:00")).toMatch(/^We answer here from Monday.* 9:00\sAM$/);
});

test("With nobody at the desk it says so, and no place in a queue that nobody works; both turn with the desk", () => {
  const queued = { state: "queued", queue: { position: 3 } } as const;
  expect(statusText(english, view(null, { desk: "nobody" }), now)).toBe("Nobody is at the desk right now");
  expect(statusText(chinese, view(queued, { desk: "nobody" }), now)).toBe("暂时没有客服在线");
  expect(statusText(english, view({ ...queued, desk: "nobody" }, { desk: "staffed" }), now)).toMatch(/^Nobody/);
  expect(statusText(english, view({ ...queued, desk: "staffed" }, { desk: "nobody" }), now)).toBe("2 before you");
  expect(statusText(english, view({ agent: { id: "a", name: "Lin" } }, { desk: "nobody" }), now)).toBe("here with you");
});

test("A conversation that waits outside hours says when we open, not its place", () => {
  const opensAt = new Date("2026-11-23T09:00:00").toISOString();
  const queued = view(
    { state: "queued", queue: { position: 278 }, desk: "staffed" },
    { open: false, desk: "closed", opensAt },
  );
  expect(statusText(english, queued, now)).toMatch(/^We answer here from Monday/);
  expect(deskOf(queued)).toBe("closed");
  expect(deskOf(view({ state: "queued", desk: "closed" }, { open: true, desk: "staffed" }))).toBe("staffed");
});

test("A system line is worded in the reader's language, and an unknown one falls back to the server's text", () => {
  const event = (type: string, data = {}) => ({ kind: "event", text: "fallback", event: { type, data } }) as Message;
  expect(eventText(english, event("assigned", { agentName: "Lin" }))).toBe("Lin has joined");
  expect(eventText(chinese, event("assigned"))).toBe("客服已接入对话");
  expect(eventText(chinese, event("something_new"))).toBe("fallback");
});

test("A code without words of its own is still said in words", () => {
  expect(errorText(english, "message_too_long")).toBe("The message is too long.");
  expect(errorText(english, "never_heard_of")).toBe("That did not work. Please try again.");
});

test("Name and e-mail are asked for only as strictly as the inbox wants", () => {
  const ask = { askName: true, askEmail: true, required: true };
  expect(checkAbout({ name: " ", email: "x" }, ask)).toEqual({ name: "needName", email: "needEmail" });
  expect(checkAbout({ name: "", email: "" }, { ...ask, required: false })).toEqual({});
  expect(checkAbout({ name: "", email: "x@" }, { ...ask, required: false })).toEqual({ email: "needEmail" });
});

test("A transfer names whom the customer is passed on to, an agent or a team", () => {
  const transferred = (data: object) =>
    ({ kind: "event", text: "fallback", event: { type: "transferred", data } }) as Message;
  const handedOver = { from: "Lin", fromId: "1", to: "Mei", toId: "2" };
  expect(eventText(english, transferred(handedOver))).toBe("Lin handed you over to Mei");
  expect(eventText(chinese, transferred(handedOver))).toBe("Lin 已将您转接给 Mei");
  expect(eventText(english, transferred({ to: "Lin" }))).toBe("You are being passed on to Lin");
  expect(eventText(chinese, transferred({ to: "售后组" }))).toBe("正在为您转接 售后组");
  expect(eventText(english, transferred({}))).toBe("You are being passed on to a colleague");
});

test("The customer is not told how a conversation was closed, nor what was noted with it", () => {
  const closed = { kind: "event", text: "Closed as spam.", event: { type: "closed", data: { resolution: "spam" } } };
  expect(eventText(english, closed as unknown as Message)).toBe("The conversation has ended");
});
