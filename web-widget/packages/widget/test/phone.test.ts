import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { phone } from "../src/loader/phone";

test("Loader, viewport code and style sheet agree on what a phone is, held sideways too", () => {
  const css = readFileSync("src/panel/panel.css", "utf8");
  const conditions = [...css.matchAll(/@media ([^{]*max-(?:width|height)[^{]*)\{/g)].map((match) => match[1]?.trim());
  expect(conditions).toEqual([phone]);
  for (const file of ["src/loader/widget.ts", "src/panel/viewport.ts", "src/panel/main.tsx"]) {
    expect(readFileSync(file, "utf8")).not.toMatch(/max-(width|height)/);
  }
});
