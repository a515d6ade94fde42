import { expect, it } from "vitest";
import { type Locale, translate } from "../src/app/i18n";

it("keeps the seconds and the sample of a figure in one line with their words", () => {
  for (const locale of ["en", "zh-CN"] as Locale[]) {
    for (const key of ["reports.wall.frt30", "reports.wall.sl30"] as const)
      expect(translate(locale, key, { n: 30 })).toContain("30\u00a0");
    expect(translate(locale, "reports.sample", { n: 7 })).not.toContain(" ");
  }
});
