import { expect, test } from "vitest";
import { en } from "../src/locales/en";
import { zhCN } from "../src/locales/zh-CN";

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test("Every language has the same keys, none is empty, and each has the same holes", () => {
  expect(Object.keys(zhCN)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en)) {
    const other = zhCN[key as keyof typeof en];
    expect(other.trim(), key).not.toBe("");
    expect(holes(other), key).toEqual(holes(text));
  }
});

test("Chinese is written in Chinese, with its own punctuation", () => {
  for (const [key, text] of Object.entries(zhCN)) {
    expect(text, key).toMatch(/\p{Script=Han}/u);
    expect(text, key).not.toMatch(/[,;?!]/);
  }
});
