import { describe, expect, it } from "vitest";
import { messages as en } from "../src/app/locales/en";
import { messages as zhCN } from "../src/app/locales/zh-CN";

const areas = Object.keys(en) as (keyof typeof en)[];
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();

describe.each(areas)("locale area %s", (area) => {
  const source: Record<string, string> = en[area];
  const target: Record<string, string> = zhCN[area];

  it("has the same keys in both languages", () => {
    expect(Object.keys(target).sort()).toEqual(Object.keys(source).sort());
  });

  it("fills in the same values in both languages", () => {
    for (const key of Object.keys(source)) {
      expect(placeholders(target[key] ?? ""), key).toEqual(placeholders(source[key] ?? ""));
    }
  });

  it("leaves nothing empty", () => {
    for (const [key, text] of [...Object.entries(source), ...Object.entries(target)]) {
      expect(text.trim(), key).not.toBe("");
    }
  });
});

it("has words in the rail that fit under their pictures", () => {
  const rail = ["nav.desk.short", "nav.search", "nav.people", "nav.reports", "nav.admin"] as const;
  for (const key of rail) {
    expect(en.app[key].length, en.app[key]).toBeLessThanOrEqual(8);
    expect(zhCN.app[key].length, zhCN.app[key]).toBeLessThanOrEqual(4);
  }
});

describe("Chinese", () => {
  const texts = areas.flatMap((area) => Object.entries(zhCN[area] as Record<string, string>));

  it("has its own punctuation", () => {
    for (const [key, text] of texts) expect(text, key).not.toMatch(/\p{Script=Han}[,;:?!.]|[,;:?!]\p{Script=Han}/u);
  });

  // One word for each thing: an answer is 回复, an offer is 接入 or 拒绝, available is 在线 (空闲 is an agent with nothing to do).
  it("calls each thing by one word", () => {
    for (const [key, text] of texts) {
      expect(text, key).not.toMatch(/答复|接起|接听|验证码/);
      if (/available/.test(key)) expect(text, key).not.toMatch(/空闲|可接待/);
    }
  });

  it("transfers conversations by one word on the desk", () => {
    for (const [key, text] of Object.entries({ ...zhCN.desk, ...zhCN.reports })) expect(text, key).not.toMatch(/转交/);
  });
});
