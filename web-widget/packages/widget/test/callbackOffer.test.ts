import type { ChatView, ConversationState, Message } from "@chatservice/client";
import { expect, test } from "vitest";
import { askedForCallback, openCallbackOffer, waitingSince } from "../src/panel/callbackOffer";

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 8, 0, second)).toISOString();

/** `event@second`, or `agent@second` for an answer. */
function view(state: ConversationState, ...lines: string[]): ChatView {
  const messages = lines.map((line, index) => {
    const [what, second] = line.split("@");
    const base = { seq: index + 1, text: "", createdAt: at(Number(second)) };
    return what === "agent"
      ? { ...base, kind: "text", sender: { kind: "agent", id: "a", name: "Lin" } }
      : { ...base, kind: "event", sender: { kind: "system", id: "", name: "" }, event: { type: what, data: {} } };
  });
  return {
    conversation: { conversationId: "c", state, createdAt: at(0) },
    messages: messages as Message[],
  } as unknown as ChatView;
}

test("A first wait is counted from the beginning of the conversation", () => {
  expect(waitingSince(view("queued", "conversation_started@0"))).toBe(Date.parse(at(0)));
  expect(waitingSince(view("active"))).toBeNull();
});

test("A reopened conversation waits anew, and so does one that lost its agent", () => {
  expect(waitingSince(view("queued", "assigned@3", "closed@9", "reopened@40"))).toBe(Date.parse(at(40)));
  expect(waitingSince(view("offered", "assigned@3", "agent_left@50"))).toBe(Date.parse(at(50)));
  expect(waitingSince(view("queued", "assigned@3", "transferred@20"))).toBe(Date.parse(at(20)));
});

test("A call-back that was asked for is not offered again in the same wait, but in the next", () => {
  expect(askedForCallback(view("queued", "callback_requested@35"))).toBe(true);
  expect(askedForCallback(view("queued", "callback_requested@35", "closed@40", "reopened@50"))).toBe(false);
});

test("An offer in the log can be taken up until somebody answers, it was taken up, or the conversation ends", () => {
  expect(openCallbackOffer(view("queued", "callback_offered@30"))).toBe(1);
  expect(openCallbackOffer(view("active", "callback_offered@30", "assigned@31"))).toBe(1);
  expect(openCallbackOffer(view("active", "callback_offered@30", "assigned@31", "agent@33"))).toBeNull();
  expect(openCallbackOffer(view("queued", "callback_offered@30", "callback_requested@36"))).toBeNull();
  expect(openCallbackOffer(view("closed", "callback_offered@30", "closed@40"))).toBeNull();
  expect(openCallbackOffer(view("queued", "callback_offered@30", "closed@40", "reopened@50"))).toBeNull();
});
