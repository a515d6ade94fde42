import { expect, it } from "vitest";
import { format, formatTag, hasMessage, preferredLocale, translate } from "../src/app/i18n";

it("fills in values and picks the plural of the language", () => {
  expect(format("en", "{n} {n|message|messages}", { n: 1 })).toBe("1 message");
  expect(format("en", "{n} {n|message|messages}", { n: 1200 })).toBe("1,200 messages");
  expect(format("zh-CN", "{n} 条消息", { n: 1 })).toBe("1 条消息");
});

it("does not fill in what came in with a value", () => {
  expect(format("en", "{a} {b}", { a: "{b}", b: "x" })).toBe("{b} x");
});

it("finds words by area and key", () => {
  expect(translate("zh-CN", "app.login.submit")).toBe("登录");
  expect(hasMessage("app.error.conflict")).toBe(true);
  expect(hasMessage("app.error.toString")).toBe(false);
  expect(hasMessage("nowhere.title")).toBe(false);
});

it("takes the first language of the browser that we speak", () => {
  expect(preferredLocale(["fr-FR", "zh-TW", "en"])).toBe("zh-CN");
  expect(preferredLocale(["de"])).toBe("en");
});

it("writes dates in the browser's variant of the chosen language", () => {
  expect(formatTag("en", ["zh-CN", "en-GB"])).toBe("en-GB");
  expect(formatTag("zh-CN", ["en-GB"])).toBe("zh-CN");
});
