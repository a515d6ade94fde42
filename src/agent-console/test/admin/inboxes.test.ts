import { describe, expect, it } from "vitest";
import { contrast, judgeColor } from "../../src/admin/inboxes/color";
import { inboxBody, parseOrigin, readInbox } from "../../src/admin/inboxes/inboxForm";

describe("an inbox", () => {
  it("takes websites in one form and refuses paths", () => {
    expect(parseOrigin("HTTPS://Shop.Example:443/")).toBe("https://shop.example");
    expect(parseOrigin("https://bücher.example")).toBe("https://xn--bcher-kva.example");
    expect(parseOrigin("http://localhost:5080")).toBe("http://localhost:5080");
    expect(parseOrigin("http://[::1]:8080")).toBe("http://[::1]:8080");
    for (const bad of [
      "shop.example",
      "https://shop.example/path",
      "ftp://shop.example",
      "https://a:99999",
      "https://u@a.example",
      "https://",
    ]) {
      expect(parseOrigin(bad), bad).toBeNull();
    }
  });

  it("sends greeting and questions as two maps without blanks", () => {
    const values = readInbox(null);
    const body = inboxBody({
      ...values,
      words: { en: { greeting: " Hello ", questions: ["Where?", " ", ""] }, "zh-CN": { greeting: " ", questions: [] } },
    });
    expect(body.greeting).toEqual({ en: "Hello" });
    expect(body.suggestedQuestions).toEqual({ en: ["Where?"] });
    expect(body).not.toHaveProperty("words");
  });

  it("judges its colour by WCAG contrast", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(judgeColor("#2f5bd0")).toMatchObject({ text: "#ffffff", textReads: true, pageReads: true });
    expect(judgeColor("#f4c430")).toMatchObject({ textReads: true, pageReads: false });
    expect(judgeColor("#f4c430")?.text).not.toBe("#ffffff");
    expect(judgeColor("blue")).toBeNull();
  });
});
