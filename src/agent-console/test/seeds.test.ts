import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { type MessageKey, type Params, translate } from "../src/app/i18n";
import { messages as en } from "../src/app/locales/en";
import { messages as zhCN } from "../src/app/locales/zh-CN";
import { seededName } from "../src/app/seeds";

const domain = resolve(import.meta.dirname, "../../ChatService.Domain");
const chinese = (key: MessageKey, params?: Params) => translate("zh-CN", key, params);
const welcome = "5eed0000-0000-4000-8000-000000000102";

it("names in Chinese what an installation starts with", () => {
  expect(seededName(chinese, welcome, "Welcome")).toBe("欢迎语");
  expect(seededName(chinese, "5eed0000-0000-4000-8000-000000000201", "Greeting")).toBe("问候");
  expect(seededName(chinese, "5a000000-0000-4000-8000-000000000030", "Answer within 30 seconds")).toBe("30 秒内回复");
});

it("leaves a name that somebody gave, and one of another thing", () => {
  expect(seededName(chinese, welcome, "Hello there")).toBe("Hello there");
  expect(seededName(chinese, "0b5d7d0e-0000-4000-8000-000000000102", "Welcome")).toBe("Welcome");
});

it("knows every rule and canned reply that the server seeds, by the names that it gives them", () => {
  const rules = readFileSync(resolve(domain, "AutoReplies/DefaultAutoReplies.cs"), "utf8");
  const canned = readFileSync(resolve(domain, "AutoReplies/DefaultCannedReplies.cs"), "utf8");
  const two = (number: string | undefined) => String(number).padStart(2, "0");
  const seeded = [
    ...[...rules.matchAll(/return Rule\((\d+), \d+, "([^"]+)"/g)].map(([, n, name]) => [`rule.${two(n)}`, name, null]),
    ...[...canned.matchAll(/Reply\((\d+), "[^"]+", "([^"]+)", "([^"]+)"/g)].map(([, n, name, zh]) => [
      `canned.${two(n)}`,
      name,
      zh,
    ]),
  ];
  expect(seeded.length).toBeGreaterThan(15);
  for (const [key, name, zh] of seeded) {
    expect((en.seeds as Record<string, string>)[key as string], String(key)).toBe(name);
    if (zh) expect((zhCN.seeds as Record<string, string>)[key as string], String(key)).toBe(zh);
  }
});
