import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { errorText } from "../src/app/errors";
import { type Locale, locales, translate } from "../src/app/i18n";

/** The codes of PROTOCOL.md §5, and those that the client makes up itself. */
const protocol = readFileSync(join(process.cwd(), "../ChatService.Contracts/PROTOCOL.md"), "utf8");
const section = protocol.slice(protocol.indexOf("## 5."), protocol.indexOf("## 6."));
const rows = section.split("\n").filter((line) => /^\| `/.test(line));
const codes = rows.flatMap((line) =>
  [...(line.split("|")[1] ?? "").matchAll(/`([a-z_]+)`/g)].map((match) => match[1] ?? ""),
);
const own = ["connection_lost", "timeout", "outbox_full", "network"];

it("knows the codes of the protocol", () => {
  expect(codes.length).toBeGreaterThan(20);
});

it.each(Object.keys(locales) as Locale[])(
  "has words for each code of the protocol in %s, and never shows one",
  (locale) => {
    const unknown = translate(locale, "app.error.unknown");
    for (const code of [...codes, ...own]) {
      const text = errorText((key, params) => translate(locale, key, params), { code });
      expect(text, code).not.toBe(unknown);
      expect(text, code).not.toMatch(/[a-z]+_[a-z]+/);
    }
    expect(errorText((key, params) => translate(locale, key, params), { code: "never_heard_of" })).toBe(unknown);
  },
);
