import { afterEach, expect, it, vi } from "vitest";
import { ApiError, api, onSignedOut, withQuery } from "../src/app/api";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status, headers }));
}

it("turns problem details into an error with code, fields and patience", async () => {
  answer(429, { code: "rate_limited", detail: "slow down", errors: { text: ["too many"] }, retryAfterSeconds: 7 });
  const error = await api.post("/api/x").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    code: "rate_limited",
    status: 429,
    errors: { text: ["too many"] },
    retryAfterSeconds: 7,
  });
});

it('calls a missing answer "network"', async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("failed to fetch");
  });
  await expect(api.get("/api/x")).rejects.toMatchObject({ code: "network", status: 0 });
});

it("says that the session ended on unauthenticated, not on a wrong password", async () => {
  const ended = vi.fn();
  const stop = onSignedOut(ended);
  answer(401, { code: "invalid_credentials" });
  await api.post("/api/auth/login").catch(() => null);
  expect(ended).not.toHaveBeenCalled();
  answer(401, { code: "unauthenticated" });
  await api.get("/api/agents").catch(() => null);
  expect(ended).toHaveBeenCalledTimes(1);
  stop();
});

it("leaves empty values out of the query", () => {
  expect(withQuery("/api/x", { a: 1, b: null, c: undefined, d: "", e: "ä b" })).toBe("/api/x?a=1&e=%C3%A4+b");
});
