/** Code for the website's own programmers. Comments in it are English: they read code in it. */

/** Loads the widget once from code; a page change needs nothing more. */
export const singlePageCode = (host: string, key: string): string => `// Once, when your app starts:
const script = document.createElement("script");
script.async = true;
script.src = "${host}/widget.js";
script.dataset.inbox = "${key}";
document.head.append(script);`;

/** What the website's Content-Security-Policy must allow. */
export const policyCode = (host: string): string =>
  `script-src ${host}; connect-src ${host} ${host.replace(/^http/, "ws")}; img-src ${host}`;

/** Lifts the launcher above what the website keeps at its bottom edge; `--chatservice-offset-y` beats tag and inbox at once. */
export const barCode = `/* A navigation bar along the bottom of phones: its height and a little air. */
@media (max-width: 760px) {
  :root { --chatservice-offset-y: 72px; }
}

/* A cookie bar, as long as it is on the page. */
:root:has(#cookie-bar) { --chatservice-offset-y: 160px; }`;

/** Signs who the customer is, on the website's server (PROTOCOL.md §1). */
export const serverCode = `// On your server (Node.js); the secret never reaches the browser.
import { createHmac } from "node:crypto";

export function identityOf(user) {
  const issuedAt = Math.floor(Date.now() / 1000);
  // Each field with its length in bytes before it; the empty one is the phone number.
  const fields = [user.id, user.name, user.email, "", issuedAt].map((value) => String(value ?? ""));
  const text = fields.map((value) => Buffer.byteLength(value) + ":" + value + ",").join("");
  return {
    version: 2, externalId: fields[0], name: fields[1], email: fields[2], issuedAt,
    signature: createHmac("sha512", process.env.CHAT_SECRET).update(text).digest("hex"),
  };
}`;

/** Hands it over on the page, after log-in and on each page; null at log-out. */
export const identifyCode = `// On your page: "identity" is what your server made, at most five minutes old.
(window.ChatService ??= []).push(["identify", identity]);

// When the customer signs out:
window.ChatService.identify(null);`;
