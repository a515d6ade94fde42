import { expect, it } from "vitest";
import { quoted } from "../src/desk/conversation/MessageActions";
import { parseInline, parseNote } from "../src/desk/conversation/noteFormat";

it("reads bold and code, and leaves signs without a partner alone", () => {
  expect(parseInline("**urgent** call `A-17` now")).toEqual([
    { kind: "bold", text: "urgent" },
    { kind: "text", text: " call " },
    { kind: "code", text: "A-17" },
    { kind: "text", text: " now" },
  ]);
  expect(parseInline("2 ** 3 and a `tick")).toEqual([{ kind: "text", text: "2 ** 3 and a `tick" }]);
});

it("reads lists and code between fences", () => {
  const blocks = parseNote("Steps:\n- one\n- **two**\n1. first\n```\n**raw**\n```\nend");
  expect(blocks.map(({ kind }) => kind)).toEqual(["lines", "list", "list", "code", "lines"]);
  expect(blocks[3]).toEqual({ kind: "code", text: "**raw**" });
});

it("keeps every character of a note that is not a mark, also markup", () => {
  const html = "<img src=x onerror=alert(1)> & more";
  expect(parseNote(html)).toEqual([{ kind: "lines", lines: [[{ kind: "text", text: html }]] }]);
});

it("quotes every line", () => {
  expect(quoted("one\ntwo")).toBe("> one\n> two\n");
});
