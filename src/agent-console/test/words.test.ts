import { expect, it } from "vitest";
import { type Locale, type MessageKey, type Params, translate } from "../src/app/i18n";
import { initials } from "../src/app/initials";
import { eventText } from "../src/desk/conversation/eventText";
import { ratingOf } from "../src/desk/conversation/Stars";
import { clockText } from "../src/desk/durations";
import { offerReason } from "../src/desk/offers/reason";
import { me, message } from "./fixtures";

const speak = (locale: Locale) => (key: MessageKey, params?: Params) => translate(locale, key, params);
const event = (type: string, data: Record<string, string> = {}) =>
  message("c", 1, { kind: "event", text: "as the server said it", event: { type, data } });

it("words system lines in the reader's language", () => {
  expect(eventText(speak("en"), event("assigned", { agentId: "tom", agentName: "Tom" }), me.id)).toBe("Tom joined");
  expect(eventText(speak("zh-CN"), event("assigned", { agentId: me.id, agentName: "Anna" }), me.id)).toBe("您开始接待");
  expect(eventText(speak("en"), event("priority_changed", { from: "P2", to: "P0" }), me.id)).toBe(
    "Priority is now Urgent",
  );
  expect(eventText(speak("en"), event("closed", { by: "visitor" }), me.id)).toBe("The customer ended the conversation");
});

it("says how a conversation was closed and what it was rated", () => {
  expect(eventText(speak("en"), event("closed", { by: "agent", resolution: "unresolved" }), me.id)).toBe(
    "Closed, not resolved",
  );
  expect(eventText(speak("zh-CN"), event("closed", { by: "agent", resolution: "resolved" }), me.id)).toBe(
    "已关闭并标记为已解决",
  );
  expect(eventText(speak("en"), event("transferred", { to: "Mei Tan" }), me.id)).toBe("Transferred to Mei Tan");
  const rated = event("rated", { score: "4", comment: " quick " });
  expect(eventText(speak("en"), rated, me.id)).toBe("The customer rated 4 of 5");
  expect(ratingOf(rated)).toEqual({ score: 4, comment: "quick" });
  expect(ratingOf(event("rated", { score: "9" }))).toBeNull();
  const unsolved = event("rated", { solved: "no" });
  expect(ratingOf(unsolved)).toEqual({ score: null, comment: "" });
  expect(eventText(speak("en"), unsolved, me.id)).toBe("The customer says: Not solved");
  expect(eventText(speak("zh-CN"), event("rated", { score: "4", solved: "yes" }), me.id)).toBe(
    "客户评分：4 / 5 · 已解决",
  );
});

it("falls back to the server's words for a line it does not know", () => {
  expect(eventText(speak("en"), event("something_new"), me.id)).toBe("as the server said it");
});

it("says why an offer came", () => {
  const reason = { comparator: "LastAgent", ring: 0, freeSlots: 1, capacity: 4, waitedSeconds: 12 };
  expect(offerReason(speak("en"), "en", reason)).toBe(
    "you talked last time\u00a0· 1 of 4 slots free\u00a0· waited 0:12",
  );
  expect(offerReason(speak("zh-CN"), "zh-CN", { ...reason, comparator: "Unheard", ring: 1 })).toBe(
    "目前只有您能接待\u00a0· 第 2 轮派单，范围已扩大\u00a0· 接待名额剩余 1 / 4\u00a0· 已等待 0:12",
  );
});

it("writes clocks without ever going below zero", () => {
  expect([-5, 0, 7_900, 754_000, 3_723_000].map(clockText)).toEqual(["0:00", "0:00", "0:07", "12:34", "1:02:03"]);
});

it("makes initials of names in any script", () => {
  expect(["Maria Jensen", "赵敏", "kenji", ""].map(initials)).toEqual(["MJ", "赵", "K", "?"]);
});
