import { describe, expect, it } from "vitest";
import { type Locale, type MessageKey, type Params, translate } from "../src/app/i18n";
import { logText } from "../src/desk/details/logWords";
import type { LogEntry } from "../src/desk/live/types";

const speak = (locale: Locale) => (key: MessageKey, params?: Params) => translate(locale, key, params);
const named = (kind: string, id: string) => `${kind} ${id}`;
const entry = (type: string, data: object, actorKind = "agent"): LogEntry => ({ type, data, actorKind }) as LogEntry;
const said = (locale: Locale, type: string, data: object = {}) => logText(speak(locale), entry(type, data), named);

// One line of each kind that is worded from its data, as the server writes it.
const lines: [string, object][] = [
  ["assigned", { agentId: "tom", via: "offer" }],
  ["transferred", { toTeamId: "sales" }],
  ["priority_changed", { from: "P2", to: "P0" }],
  ["tags_changed", { tags: ["order", "vip"] }],
  ["skills_changed", { skills: { german: 2 } }],
  ["sla_breached", { metric: "first_response", cause: "waiting_no_agent" }],
  ["closed", { resolution: "resolved" }],
  ["rated", { score: 5, solved: true }],
];

describe("the log of a conversation", () => {
  it.each(["en", "zh-CN"] as const)("is in words and shows no name of the wire in %s", (locale) => {
    for (const [type, data] of lines) {
      const words = said(locale, type, data);
      expect(words, type).not.toMatch(/[_{}]|\[object|undefined|null/);
      expect(words, type).not.toBe(type);
    }
  });

  it("names who, where and what", () => {
    expect(said("en", "transferred", { toTeamId: "sales" })).toContain("team sales");
    expect(said("en", "tags_changed", { tags: ["order", "vip"] })).toContain("order, vip");
    expect(said("zh-CN", "tags_changed", { tags: ["order", "vip"] })).toContain("order、vip");
    expect(said("en", "rated", { score: 5, solved: true })).toContain("5 / 5");
  });

  it("says what a newer server writes by its name, without the lines between its words", () => {
    expect(said("en", "something_of_tomorrow")).toBe("something of tomorrow");
  });
});
