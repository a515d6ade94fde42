import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { barCode, policyCode, serverCode, singlePageCode } from "../../src/admin/inboxes/samples";
import { elsewhere } from "../../src/admin/inboxes/sightings";
import { changeWords, isLogIn, seenOnly } from "../../src/admin/system/changes";

describe("the installation", () => {
  it("shows code that signs as PROTOCOL.md says, a name with a line break included", () => {
    const code = serverCode.replace(/^import .*$/m, "").replace("export function", "return function");
    const identityOf = new Function("createHmac", "process", code)(createHmac, { env: { CHAT_SECRET: "secret" } });

    const made = identityOf({ id: 42, name: "Ann\n王", email: "ann@example.com" });

    const canonical = `2:42,7:Ann\n王,15:ann@example.com,0:,10:${made.issuedAt},`;
    expect(made.signature).toBe(createHmac("sha512", "secret").update(canonical).digest("hex"));
    expect(made).toMatchObject({ version: 2, externalId: "42", name: "Ann\n王", email: "ann@example.com" });
  });

  it("names the host in the code for a single-page app and in the policy", () => {
    expect(singlePageCode("https://chat.example.com", "shop")).toContain(
      'script.src = "https://chat.example.com/widget.js"',
    );
    expect(policyCode("https://chat.example.com")).toContain(
      "connect-src https://chat.example.com wss://chat.example.com",
    );
  });

  it("shows how the launcher keeps clear of a fixed bar, by names that the widget reads", () => {
    const styles = readFileSync(
      resolve(import.meta.dirname, "../../../../web-widget/packages/widget/src/loader/loader.css"),
      "utf8",
    );
    const names = barCode.match(/--[\w-]+/g) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(styles).toContain(`var(${name},`);
  });

  it("does not take our own demo page for the customer's website", () => {
    const seenAt = "2026-11-28T01:00:00Z";
    const sightings = [
      { origin: "https://chat.example.com", seenAt },
      { origin: "https://shop.example", seenAt },
    ];
    expect(elsewhere(sightings, "https://chat.example.com").map((one) => one.origin)).toEqual(["https://shop.example"]);
    expect(elsewhere(undefined)).toEqual([]);
  });
});

describe("the audit log", () => {
  it("tells what was seen of a log-in as values, and other changes as from and to", () => {
    const words = { yes: "yes", no: "no" };
    expect(changeWords(seenOnly({ address: { from: null, to: "203.0.113.7" } }), words)).toEqual([
      { field: "address", text: "203.0.113.7" },
    ]);
    expect(["login", "login_failed", "locked"].every(isLogIn)).toBe(true);
    expect(["logout", "update", "token_used"].some(isLogIn)).toBe(false);
  });
});
