import { expect, test } from "vitest";
import { linkify } from "../src/panel/text";

const links = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [piece.href] : []));

test("Web and mail addresses become links and everything else stays as it was written", () => {
  const text = "See https://example.com/a?b=1 or www.example.org, or write to help@example.com.";
  expect(links(text)).toEqual(["https://example.com/a?b=1", "https://www.example.org/", "mailto:help@example.com"]);
  expect(
    linkify(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test("A full stop, a quote and a foreign bracket are not part of the address; one that was opened in it is", () => {
  expect(links("(https://example.com/x).")).toEqual(["https://example.com/x"]);
  expect(links("https://example.com/wiki/A_(b)")).toEqual(["https://example.com/wiki/A_(b)"]);
  expect(links("请看https://example.com/订单。谢谢")).toEqual(["https://example.com/%E8%AE%A2%E5%8D%95"]);
});

test("Nothing but http, https and mailto is ever a link", () => {
  expect(links("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd ftp://x")).toEqual([]);
});
