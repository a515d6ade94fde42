import { describe, expect, it } from "vitest";
import { browserName } from "../src/account/SessionsSection";
import type { Translate } from "../src/app/i18n";
import { translate } from "../src/app/i18n";
import { leftText } from "../src/desk/Presence";
import { readContact, validateContact } from "../src/people/contactForm";

const en: Translate = (key, values) => translate("en", key, values);
const zh: Translate = (key, values) => translate("zh-CN", key, values);
const now = Date.parse("2026-03-04T12:00:00Z");

describe("when a customer left", () => {
  it.each([
    ["2026-03-04T11:59:30Z", "Just left", "刚刚离开"],
    ["2026-03-04T11:58:00Z", "Left 2 min ago", "2分钟前离开"],
    ["2026-03-04T09:00:00Z", "Left 3 hr ago", "3小时前离开"],
    ["2026-03-01T12:00:00Z", "Left Mar 1", "3月1日离开"],
  ])("%s", (at, english, chinese) => {
    expect(leftText(en, at, now, "en")).toBe(english);
    expect(leftText(zh, at, now, "zh-CN")).toBe(chinese);
  });
});

describe("editing a customer", () => {
  it("complains of what cannot be an address", () => {
    const values = { ...readContact(null), email: "sofia", phone: "none" };
    expect(Object.keys(validateContact(en, values))).toEqual(["email", "phone"]);
    expect(validateContact(en, { ...values, email: "s@x.de", phone: "+49 30 123" })).toEqual({});
  });
});

describe("a log-in's browser", () => {
  it.each([
    ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18 Mobile Safari/604", "Safari · iPhone"],
    ["curl/8.0", "curl/8.0"],
    [null, ""],
  ])("%s", (agent, name) => expect(browserName(agent)).toBe(name));
});
