import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PageReport } from "../src/pageReport";

describe("the page report", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function report() {
    const told: unknown[] = [];
    const line = {
      state: "live",
      invoke: (method: string, argument: unknown) => {
        told.push([method, argument]);
        return Promise.resolve();
      },
    };
    const page = { url: "https://shop.example/a", title: "A" };
    return { told, line, page, pages: new PageReport(line, () => page) };
  }

  it("tells each page of single-page navigation once", () => {
    const { told, page, pages } = report();
    pages.tell();
    vi.advanceTimersByTime(5_000);
    Object.assign(page, { url: "https://shop.example/b", title: "B" });
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([
      ["PageViewed", { url: "https://shop.example/a", title: "A" }],
      ["PageViewed", { url: "https://shop.example/b", title: "B" }],
    ]);
  });

  it("waits while there is no connection, and ends with the chat", () => {
    const { told, line, page, pages } = report();
    pages.tell();
    line.state = "reconnecting";
    page.url = "https://shop.example/b";
    vi.advanceTimersByTime(5_000);
    expect(told).toHaveLength(1);
    line.state = "live";
    pages.close();
    vi.advanceTimersByTime(5_000);
    expect(told).toHaveLength(1);
  });
});
