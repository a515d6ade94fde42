import { expect, test } from "vitest";
import { linkify } from "../src/links";

const links = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [piece.text] : []));
const hrefs = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [piece.href] : []));

test("Web and mail addresses become links and everything else stays as it was written", () => {
  const text = "See https://example.com/a?b=1 or www.example.org, or write to help@example.com.";
  expect(hrefs(text)).toEqual(["https://example.com/a?b=1", "https://www.example.org/", "mailto:help@example.com"]);
  expect(
    linkify(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test.each([
  ["https://en.wikipedia.org/wiki/Set_(mathematics)", "https://en.wikipedia.org/wiki/Set_(mathematics)"],
  ["(https://en.wikipedia.org/wiki/Set_(mathematics))", "https://en.wikipedia.org/wiki/Set_(mathematics)"],
  ["(see https://example.com/x).", "https://example.com/x"],
  ["[https://example.com/x]", "https://example.com/x"],
  ["https://en.wikipedia.org/wiki/Rubik's_Cube", "https://en.wikipedia.org/wiki/Rubik's_Cube"],
  ["'https://example.com/x'", "https://example.com/x"],
  ["“https://example.com/x”", "https://example.com/x"],
  ["「https://example.com/x」", "https://example.com/x"],
  ["https://example.com/a?b=1。谢谢", "https://example.com/a?b=1"],
  ["请看https://example.com/x，好的", "https://example.com/x"],
  ["请看https://example.com/订单、还有", "https://example.com/订单"],
  ["（https://example.com/x）", "https://example.com/x"],
  ["https://example.com/x?!", "https://example.com/x"],
  ["邮箱help@example.com。", "help@example.com"],
  ["<help@example.com>", "help@example.com"],
  ["first.last+tag@mail.example.co.uk,", "first.last+tag@mail.example.co.uk"],
])("%s leads to one address", (text, address) => {
  expect(links(text)).toEqual([address]);
});

test.each([
  "https://bank.example@evil.example/login",
  "https://bank.example:443@evil.example",
  "http://@evil.example",
  "www.bank.example@evil.example",
  "javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd ftp://x",
  "www. www.x a@b @b.example a@b@c.example a..@",
  "xhttps://example.com",
  "https://",
])("%s is no link", (text) => {
  expect(linkify(text)).toEqual([{ text }]);
});

test.each(["a", "@", "a@", "www.", "https://", "(", ".", "a.", "'", "1@2."])(
  "Many times %j takes linear time",
  (part) => {
    const long = `https://example.com/${part.repeat(64_000 / part.length)}`;
    const started = performance.now();
    linkify(long);
    linkify(long.slice("https://example.com/".length));
    expect(performance.now() - started).toBeLessThan(500);
  },
);
