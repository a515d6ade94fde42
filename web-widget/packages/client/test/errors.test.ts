import { expect, test } from "vitest";
import { parseHttpError, parseHubError } from "../src";

test("The code is read after the last HubException, whatever stands before it", () => {
  const error = parseHubError(
    new Error(
      "An unexpected error occurred invoking 'SendMessage' on the server. HubException: rate_limited: slow: down",
    ),
  );
  expect(error).toMatchObject({ code: "rate_limited", message: "slow: down", retryable: true });
});

test("A server error without a code is our fault and not to be repeated", () => {
  expect(parseHubError(new Error("An unexpected error occurred invoking 'X' on the server."))).toMatchObject({
    code: "internal",
    retryable: false,
  });
});

test("A socket that went away means that the answer was lost", () => {
  expect(parseHubError(new Error("Invocation canceled due to the underlying connection being closed.")).code).toBe(
    "connection_lost",
  );
});

test("Problem details carry code and wait", async () => {
  const body = JSON.stringify({ code: "rate_limited", detail: "Slow down.", retryAfterSeconds: 7 });
  const error = await parseHttpError(new Response(body, { status: 429 }));
  expect(error).toMatchObject({ code: "rate_limited", message: "Slow down.", retryAfterMs: 7_000 });
});

test("A proxy's page is read by its status", async () => {
  expect((await parseHttpError(new Response("<html>", { status: 502 }))).code).toBe("unavailable");
});
