/** Opens the built console in Chromium against the fake server, takes pictures of its scenes and runs axe on each. */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { startFake } from "./fake-server.mjs";
import { createWorld, lineOf, makeOffer, visitorWrites } from "./fake-world.mjs";

const [root, out, only] = process.argv.slice(2);
if (!root || !out) throw new Error("usage: node screenshots.mjs <wwwroot> <folder for pictures> [scene]");
mkdirSync(out, { recursive: true });
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let failures = 0;

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const first = "/console/c/10000000-0000-4000-8000-000000000001";

async function scene(name, { world = {}, path = "/console/", size = desktop, dark = false, zh = false, prepare } = {}, act) {
  if (only && !name.includes(only)) return;
  const fake = await startFake({ root, world: createWorld(world) });
  prepare?.(fake);
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? "dark" : "light",
    locale: zh ? "zh-CN" : "en-GB",
    hasTouch: size === phone,
    reducedMotion: "reduce",
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => report(name, `page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|WebSocket/.test(message.text())) report(name, `console: ${message.text()}`);
  });
  page.setDefaultTimeout(8000);
  try {
    await page.goto(fake.url + path);
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await act?.(page, fake);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 250))));
    await page.screenshot({ path: `${out}/${name}.png` });
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const { id, help, nodes } of violations) report(name, `axe ${id}: ${help} (${nodes.length}) ${nodes[0].html.slice(0, 160)} ${nodes[0].any[0]?.message ?? ""}`);
  } catch (error) {
    await page.screenshot({ path: `${out}/${name}-failed.png` });
    report(name, error.message.split("\n").slice(0, 4).join(" "));
  }
  await context.close();
  await fake.close();
}

function report(name, text) {
  failures++;
  console.log(`${name}: ${text}`);
}

const composer = (page) => page.locator("textarea").first();

for (const [suffix, look] of [["", {}], ["-dark", { dark: true }], ["-zh", { zh: true }], ["-zh-dark", { zh: true, dark: true }]]) {
  await scene(`login${suffix}`, { ...look, world: { signedIn: false } });
  await scene(`empty${suffix}`, { ...look, world: { empty: true } });
  await scene(`busy${suffix}`, { ...look, path: first });
  await scene(`offer${suffix}`, { ...look, path: first }, async (page, fake) => {
    fake.push("OfferMade", makeOffer(fake.world, fake.world.rows[5]));
    await page.getByRole("article").waitFor();
  });
}
await scene("nothing-open");
await scene("queue", {}, (page) => page.getByRole("tab").first().click());
await scene("all", { path: first.replace("01", "00") }, (page) => page.getByRole("tab").nth(2).click());
await scene("watch", { path: first.replace("0001", "0006") });
await scene("note", { path: first }, async (page) => {
  await page.keyboard.press("Alt+n");
  await composer(page).fill("Ask the warehouse about the second cup.");
});
await scene("note-dark", { path: first, dark: true }, async (page) => {
  await page.keyboard.press("Alt+n");
  await composer(page).fill("Ask the warehouse about the second cup.");
});
await scene("canned", { path: first }, async (page) => {
  await composer(page).pressSequentially("/h");
  await page.getByRole("listbox").waitFor();
});
await scene("typing", { path: first }, async (page, fake) => {
  const row = fake.world.rows[1];
  for (const [target, value] of visitorWrites(fake.world, row, "Are you still there?")) fake.push(target, value);
  fake.push("TypingChanged", { conversationId: row.conversationId, sender: { kind: "visitor", id: "v", name: "Maria" }, typing: true, preview: "I can send you a photo of the bro" });
  await page.getByText("a photo of the bro").waitFor();
});
await scene("refused", { path: first, prepare: (fake) => Object.assign(fake.world, { refuse: { method: "SendMessage", code: "not_assigned" } }) }, async (page) => {
  await composer(page).fill("I am sending you a new cup today.");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "Not sent" }).waitFor();
});
await scene("offline", { path: first }, async (page, fake) => {
  fake.setDown(true);
  await page.getByText("Connection lost").waitFor({ timeout: 15_000 });
  await composer(page).fill("Written while the line was down.");
  await page.keyboard.press("Enter");
});
for (const [name, look] of [["phone-offline", {}], ["phone-offline-zh-dark", { zh: true, dark: true }]]) {
  await scene(name, { size: phone, path: first, ...look }, async (page, fake) => {
    fake.setDown(true);
    await page.getByRole("status").filter({ hasText: /Connection lost|连接已断开|网络/ }).waitFor({ timeout: 15_000 });
  });
}
for (const [name, look] of [["rated", {}], ["rated-zh-dark-phone", { zh: true, dark: true, size: phone }]]) {
  await scene(name, { path: first, ...look }, async (page, fake) => {
    const row = fake.world.rows[1];
    for (const [target, value] of lineOf(fake.world, row, "closed", { by: "agent", resolution: "unresolved" })) fake.push(target, value);
    for (const [target, value] of lineOf(fake.world, row, "rated", { score: "2" })) fake.push(target, value);
    const comment = "Friendly, but I still do not know when the second cup comes. 希望能早点告诉我。";
    for (const [target, value] of lineOf(fake.world, row, "rated", { score: "2", comment })) fake.push(target, value);
    await page.getByText("Friendly, but").waitFor();
  });
}
await scene("palette", { path: first }, async (page) => {
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("What do you want to do?").waitFor();
});
await scene("palette-dark-zh", { path: first, dark: true, zh: true }, async (page) => {
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("想做什么？").waitFor();
});
await scene("shortcuts", { path: first }, async (page) => {
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
});
await scene("transfer", { path: first }, async (page) => {
  await page.getByRole("button", { name: "Transfer" }).click();
  await page.getByText("Tom Okafor").last().waitFor();
});
await scene("details", { path: first }, async (page) => {
  for (const name of ["Why it went", "Clocks", "Event log"]) await page.getByRole("button", { name }).click();
  await page.getByText("offer_made").waitFor();
});
await scene("search", { path: "/console/search" }, async (page) => {
  await page.getByRole("searchbox").fill("order");
  await page.getByText("results").waitFor();
});
await scene("search-filters", { path: "/console/search" }, async (page) => {
  await page.getByRole("searchbox").fill("order");
  await page.getByText("Automatic replies are left out").waitFor();
  await page.getByRole("button", { name: "Filters" }).click();
});
await scene("palette-family", { path: first }, async (page) => {
  await page.keyboard.press("Control+k");
  await page.getByText("Set priority…").click();
  await page.getByText("Set priority: ").first().waitFor();
});
await scene("message-focus", { path: first }, async (page) => {
  await page.getByText("Thanks for writing").first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowUp");
});
for (const [name, look] of [["toast", {}], ["toast-narrow", { size: { width: 1180, height: 720 } }], ["toast-phone", { size: phone }]]) {
  await scene(name, { path: first, ...look }, async (page) => {
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: async () => undefined } }));
    await page.keyboard.press("Control+k");
    await page.getByText("Copy the link").click();
    await page.locator(".mantine-Notification-root").waitFor();
    await page.mouse.move(0, 0);
    const covered = await page.evaluate(() => {
      const toast = document.querySelector(".mantine-Notification-root").getBoundingClientRect();
      const parts = [...document.querySelectorAll("[data-conversation] header, #conversation-list, [aria-label='Customer']")];
      return parts.map((part) => part.getBoundingClientRect()).filter((part) => part.width > 0 && part.left < toast.right && part.right > toast.left && part.top < toast.bottom && part.bottom > toast.top).length;
    });
    if (covered > 0) report(name, "a toast covers what one works with");
  });
}
for (const [suffix, look] of [["", {}], ["-dark", { dark: true }], ["-zh-dark", { zh: true, dark: true }], ["-phone", { size: phone }]]) {
  const office = { ...look, world: { role: "supervisor" } };
  await scene(`account${suffix}`, { ...office, path: "/console/account" }, (page) => page.getByText("Chrome").waitFor());
  await scene(`second-factor${suffix}`, { ...office, path: "/console/account" }, async (page) => {
    await page.getByRole("button", { name: /^(Set up|开始设置)$/ }).click();
    await page.locator("svg[role=img]").last().scrollIntoViewIfNeeded();
  });
  await scene(`recovery-codes${suffix}`, { ...office, path: "/console/account" }, async (page) => {
    await page.getByRole("button", { name: /^(Set up|开始设置)$/ }).click();
    await page.getByLabel(/^(Code|动态码|验证器)/).first().fill("123456");
    await page.locator("form").last().locator("input[type=password]").fill("secret");
    await page.getByRole("button", { name: /^(Turn on|启用)$/ }).click();
    await page.getByTestId("recovery-codes").scrollIntoViewIfNeeded();
  });
  await scene(`wall${suffix}`, { ...office, path: "/console/reports/wall" }, (page) => page.getByText("91").first().waitFor());
  await scene(`wall-1280${suffix}`, { ...office, size: { width: 1280, height: 800 }, path: "/console/reports/wall" }, (page) => page.getByText("91").first().waitFor());
  await scene(`supervisor-head${suffix}`, { ...office, path: "/console/c/10000000-0000-4000-8000-000000000013" });
  await scene(`agents${suffix}`, { ...look, path: "/console/admin/agents" }, (page) => page.getByText("Jonas Weber").waitFor());
  await scene(`agent-invited${suffix}`, { ...look, path: "/console/admin/agents/a5" }, (page) => page.getByRole("dialog").waitFor());
  await scene(`callbacks${suffix}`, { ...look, path: look.size ? "/console/?tab=callbacks" : "/console/c/10000000-0000-4000-8000-000000000012?tab=callbacks" }, (page) => page.getByText("+49 40 5502").first().waitFor());
  await scene(`contact-clash${suffix}`, { ...office, path: "/console/people/30000000-0000-4000-8000-000000000001" }, async (page) => {
    await page.getByRole("button", { name: /^(Edit|编辑)$/ }).click();
    await page.getByLabel(/^(E-mail|邮箱)$/).fill("mine@example.com");
    await page.getByRole("button", { name: /^(Save|保存)$/ }).click();
    await page.getByText(/theirs\.example/).waitFor();
  });
  await scene(`reopened${suffix}`, { ...look, path: first }, async (page, fake) => {
    const row = fake.world.rows[1];
    for (const [target, value] of lineOf(fake.world, row, "closed", { by: "agent", resolution: "resolved", agentName: "Anna Berg" })) fake.push(target, value);
    for (const [target, value] of lineOf(fake.world, row, "reopened", { by: "visitor" })) fake.push(target, value);
    for (const [target, value] of visitorWrites(fake.world, row, "One more thing: the second cup is broken, too.")) fake.push(target, value);
    await page.getByText("the second cup is broken").first().waitFor();
  });
  await scene(`refused${suffix}`, { ...look, path: first, prepare: (fake) => Object.assign(fake.world, { refuse: { method: "SendMessage", code: "not_assigned" } }) }, async (page) => {
    await composer(page).fill("I am sending you a new cup today.");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").first().waitFor();
  });
  await scene(`cut${suffix}`, { ...look, path: first }, async (page, fake) => {
    fake.setDown(true);
    await page.getByRole("status").filter({ hasText: /Connection lost|连接已断开|网络/ }).waitFor({ timeout: 15_000 });
    await composer(page).fill("Written while the line was down.");
    await page.keyboard.press("Enter");
  });
}
await scene("phone-list", { size: phone });
await scene("phone-conversation", { size: phone, path: first });
await scene("phone-dark-zh", { size: phone, path: "/console/c/10000000-0000-4000-8000-000000000000", dark: true, zh: true });
await scene("phone-details", { size: phone, path: first }, (page) => page.getByRole("button", { name: "Customer details" }).click());
await scene("phone-offer", { size: phone }, async (page, fake) => {
  fake.push("OfferMade", makeOffer(fake.world, fake.world.rows[5]));
  await page.getByRole("article").waitFor();
});
await scene("long", { path: "/console/c/10000000-0000-4000-8000-000000000000" });
await scene("admin", { path: "/console/admin" });
await scene("missing", { path: "/console/c/99999999-0000-4000-8000-000000000000" });

await browser.close();
console.log(failures === 0 ? "no complaints" : `${failures} complaints`);
process.exitCode = failures === 0 ? 0 : 1;
