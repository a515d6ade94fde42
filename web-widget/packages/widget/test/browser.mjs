/**
 * Looks at the built widget in Chromium through the preview server: what pages do to it (styles, replaced bodies, clobbered names, a
 * strict policy, blocked storage), what phones and input methods do, axe, and pictures. `tests/run.sh` counts it; what needs the real
 * server is told in `tests/ChatService.BrowserTests`.
 *
 *   npm run build && node test/browser.mjs [directory for pictures]
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { PreviewServer } from "./preview.mjs";

const pictures = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const results = [];

/** One story: a server, a page, complaints collected, everything closed after it. */
async function story(name, tell, { query = "", context = {}, quiet = null, init = null } = {}) {
  const server = new PreviewServer();
  const origin = await server.listen();
  const where = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...context });
  const page = await where.newPage();
  if (init) await page.addInitScript(init);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  // A connection that this story cuts is the browser's to mention; everything else (the policy above all) is a fault.
  const expected = (line) =>
    /^WebSocket connection to/.test(line.text()) || (/^Failed to load resource/.test(line.text()) && /negotiate|session/.test(line.location().url));
  page.on("console", (line) => line.type() === "error" && !expected(line) && !quiet?.test(line.text() + line.location().url) && complaints.push(line.text()));
  try {
    await page.goto(`${origin}/${query}`);
    await page.locator("#chatservice .launch").waitFor();
    const tools = { server, page, where, origin, complaints, panel: page.locator("#chatservice .panel"), launch: page.locator("#chatservice .launch") };
    await tell({ ...tools, shot: (file) => shot(page, file), check: () => checkAxe(page) });
    assert.deepEqual(complaints, []);
    results.push(`ok    ${name}`);
  } catch (error) {
    results.push(`FAIL  ${name}\n${error.stack}`);
    await shot(page, `failed-${results.length}`);
    process.exitCode = 1;
  } finally {
    await where.close();
    server.close();
  }
}

/** As Chromium behaves with "block all cookies": storage throws when it is touched, locks and channels are there and refuse. */
function blockStorage() {
  const refuse = () => {
    throw new DOMException("The request was denied.", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: refuse });
  LockManager.prototype.request = () => Promise.reject(new DOMException("The request was denied.", "SecurityError"));
}

async function shot(page, file) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${file}.png`), animations: "disabled" });
}

async function checkAxe(page) {
  // Evaluated by the debugger, not by the page: the page's policy stays as strict as it is.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")} ${v.nodes[0]?.failureSummary}`), []);
}

/** Where an element comes to rest: its entrance is an animation. */
async function restingBox(element) {
  await element.evaluate((own) => Promise.all(own.getAnimations().map((animation) => animation.finished)));
  return element.boundingBox();
}

const write = async (page, text) => {
  await page.getByRole("textbox", { name: /Your message|您的消息/ }).fill(text);
  await page.keyboard.press("Enter");
};
const until = async (check) => {
  for (const end = Date.now() + 5_000; ; ) {
    if (await check()) return;
    assert(Date.now() < end, `waited too long for ${check}`);
    await new Promise((done) => setTimeout(done, 20));
  }
};

await story("A call that the page made before the script ran is carried out", async ({ page, shot, check }) => {
  assert.equal(await page.evaluate(() => window.wasReady), true);
  await check();
  await shot("launcher");
});

// Rules that pages have for their own elements: bug reports of papercups-io/papercups#159 and its kin.
const pageRules = [
  "html, body { height: 100% } body > div { width: 100%; height: 100% }",
  "body > div { min-height: 100vh; width: 100vw }",
  "body > div { position: absolute; inset: 0 }",
  "body > * { position: relative !important; display: block !important; width: 100vw !important; height: 100vh !important; padding: 40px; background: red }",
  "div { pointer-events: auto; transform: scale(2); filter: blur(4px); opacity: 0.2; visibility: hidden; contain: strict }",
  "div { animation: none; transition: all 2s; zoom: 3; clip-path: circle(1px); overflow: hidden; min-width: 500px; border: 9px solid; margin: 30px }",
];
for (const rules of pageRules) {
  await story(`Page rules do not reach the host: ${rules}`, async ({ page, launch, panel }) => {
    const place = await launch.boundingBox();
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, rules);
    const seen = await page.evaluate(() => {
      const { width, height } = document.querySelector("#chatservice").getBoundingClientRect();
      return { width, height, under: document.elementsFromPoint(innerWidth / 2, innerHeight / 2).some((element) => element.id === "chatservice") };
    });
    assert.deepEqual(seen, { width: 0, height: 0, under: false });
    assert.deepEqual(await launch.boundingBox(), place);
    await launch.click();
    await panel.getByText("How can we help").waitFor();
    await page.keyboard.type("typed");
    assert.equal(await panel.getByRole("textbox", { name: "Your message" }).inputValue(), "typed");
  });
}

// As htmx does with hx-boost, and many routers: antiwork/helper#729.
const replacements = {
  "empties its body": () => document.body.replaceChildren(document.createElement("h1")),
  "replaces its body": () => {
    document.body = document.createElement("body");
  },
  "replaces its root": () => {
    const root = document.createElement("html");
    root.append(document.createElement("head"), document.createElement("body"));
    document.replaceChild(root, document.documentElement);
  },
};
for (const [what, replace] of Object.entries(replacements)) {
  await story(`A page that ${what} keeps the open chat and what was typed`, async ({ page, launch, panel, server }) => {
    await launch.click();
    await panel.getByText("How can we help").waitFor();
    for (const text of ["first", "second"]) await write(page, text);
    await panel.getByText("second").first().waitFor();
    const field = panel.getByRole("textbox", { name: "Your message" });
    await field.fill("half a sentence");
    for (let time = 0; time < 3; time++) await page.evaluate(replace);
    await panel.waitFor();
    assert.equal(await field.inputValue(), "half a sentence");
    await page.evaluate(() => window.ChatService.close());
    await page.evaluate(() => window.ChatService.open());
    await field.press("Enter");
    await until(() => server.messages.some((message) => message.text === "half a sentence"));
    assert.equal(await page.locator("#chatservice").count(), 1);
  });
}

await story("The script embedded again brings a host back that nobody saw go, and makes no second one", async ({ page, launch, origin }) => {
  await page.evaluate((address) => {
    const again = document.createElement("script");
    again.src = window.trustedTypes.createPolicy("page", { createScriptURL: (url) => url }).createScriptURL(address);
    again.dataset.inbox = "demo";
    return new Promise((done) => {
      again.onload = done;
      document.body.append(again);
    });
  }, `${origin}/widget.js`);
  assert.equal(await page.locator("#chatservice").count(), 1);
  await launch.click();
  await page.locator("#chatservice .panel").waitFor();
});

await story(
  "Elements that take the names the loader asks for load nothing from elsewhere, and the chat works",
  async ({ page, launch, panel, origin }) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await launch.click();
    await panel.getByText("How can we help").waitFor();
    assert(asked.some((url) => url.origin === origin && url.pathname.startsWith("/widget/panel-")));
    assert.deepEqual(asked.filter((url) => url.host === "evil.example").map(String), []);
    assert.equal(await page.evaluate(() => typeof window.ChatService.identify), "function");
  },
  { query: "?clobbered", quiet: /evil\.example/ },
);

await story(
  "With all cookies and site data blocked the chat works until the page ends",
  async ({ page, launch, panel, server }) => {
    await launch.click();
    await panel.getByText("How can we help").waitFor();
    for (const text of ["first", "second"]) await write(page, text);
    await until(() => server.messages.filter((message) => message.sender.kind === "visitor").length === 2);
    assert.equal(await panel.getByText("Connecting").count(), 0);
    server.accepts = false;
    server.cut();
    await panel.getByText("Keep this page open, and your messages will be sent.").waitFor();
  },
  { init: blockStorage },
);

for (const [name, query, context] of [
  ["en-light", "?locale=en", {}],
  ["en-dark", "?locale=en&theme=dark", {}],
  ["zh-light", "?locale=zh-CN", {}],
  ["zh-dark-phone", "?locale=zh-CN&theme=dark", phone],
  ["en-light-phone", "?locale=en", phone],
  ["ar-rtl", "?locale=ar", {}],
]) {
  await story(`A whole conversation (${name})`, async ({ server, page, launch, panel, shot, check }) => {
    const zh = name.startsWith("zh");
    await launch.click();
    await panel.getByText(zh ? "请问有什么" : "How can we help").waitFor();
    // On a phone the keyboard would cover the greeting.
    const focused = context === phone ? "DIV" : "TEXTAREA";
    await until(() => page.evaluate((tag) => document.activeElement.shadowRoot?.activeElement?.tagName === tag, focused));
    await check();
    await shot(`${name}-1-welcome`);
    await panel.getByRole("button", { name: zh ? "我的订单到哪了?" : "Where is my order?" }).click();
    await panel.getByText(zh ? "前面还有 2 位" : "2 before you").first().waitFor();
    await check();
    await shot(`${name}-2-queue`);
    server.conversation.createdAt = new Date(Date.now() - 31_000).toISOString();
    server.change({ queue: { position: 1, etaLowSeconds: 20, etaHighSeconds: 40 } });
    server.append({ kind: "bot", id: "b", name: "" }, zh ? "抱歉让您久等了,我们正在尽快为您安排。" : "Sorry for the wait. We are on it.");
    await panel.getByRole("button", { name: zh ? "留下电话或邮箱" : "Leave a number or e-mail" }).click();
    await check();
    await shot(`${name}-3-callback`);
    server.accept(zh ? "林晓" : "Lin");
    server.say(zh ? "您好!订单 12345 今天发出,物流信息:https://example.com/track/12345 。" : "Hi! Order 12345 leaves today. Track it at https://example.com/track/12345.");
    await panel.getByRole("link").waitFor();
    await write(page, zh ? "太好了,谢谢!" : "Great, thank you!");
    await until(() => server.messages.at(-1).sender.kind === "visitor");
    server.push("ReadChanged", { conversationId: server.conversation.conversationId, reader: { kind: "agent", id: "a1" }, seq: server.messages.length });
    server.push("TypingChanged", { conversationId: server.conversation.conversationId, sender: { kind: "agent", id: "a1", name: "Lin" }, typing: true });
    await panel.getByText(zh ? "已读" : "Read", { exact: true }).waitFor();
    await check();
    await shot(`${name}-4-talk`);
    server.accepts = false;
    server.cut();
    await write(page, zh ? "还有一个问题" : "One more thing");
    await panel.getByText(zh ? "网络已断开" : "Connection lost").waitFor();
    await check();
    await shot(`${name}-5-offline`);
    server.accepts = true;
    await panel.getByRole("button", { name: zh ? "立即重试" : "Try now" }).click({ timeout: 1_000 }).catch(() => undefined);
    await until(() => server.messages.at(-1).text.startsWith(zh ? "还有" : "One more"));
    server.refuse.set("SendMessage", "message_too_long");
    await write(page, zh ? "这一条会失败" : "This one fails");
    await panel.getByRole("button", { name: zh ? "重试" : "Retry" }).waitFor();
    await check();
    await shot(`${name}-6-failed`);
    await panel.getByRole("button", { name: zh ? "删除" : "Delete" }).click();
    await panel.getByRole("button", { name: zh ? "更多" : "More" }).click();
    await panel.getByRole("button", { name: zh ? "结束对话" : "End conversation" }).click();
    await check();
    await panel.getByRole("button", { name: zh ? "结束对话" : "End it" }).last().click();
    await panel.locator(".solved label").first().click();
    await until(() => server.calls.some((call) => call.target === "Rate" && call.input.solved === true));
    await panel.locator(".faces label").nth(3).click();
    await until(() => server.calls.some((call) => call.target === "Rate" && call.input.score === 4));
    await check();
    await shot(`${name}-7-rating`);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    await until(() => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.className === "launch"));
    server.say(zh ? "包裹已送达门卫处" : "One more thing: your parcel is with the porter");
    await page.locator("#chatservice .preview").waitFor();
    await check();
    await shot(`${name}-8-preview`);
  }, { query, context });
}

await story("Outside hours it says when we are back, and asks who you are", async ({ server, page, launch, panel, shot, check }) => {
  Object.assign(server.inbox, { open: false, opensAt: new Date(Date.now() + 14 * 36e5).toISOString(), color: "#ffd400", preChat: { askName: true, askEmail: true, required: true } });
  await launch.click();
  await panel.getByText("We answer here from").first().waitFor();
  await panel.getByLabel("Name").waitFor();
  // The greeting is what is read first, and there is one field for the address.
  assert.equal(await panel.locator("[role=log]").evaluate((log) => log.scrollTop), 0);
  assert.equal(await panel.locator("input[type=email]").count(), 1);
  await write(page, "Hello");
  await panel.getByText("Please tell us your name.").waitFor();
  const focused = await panel.getByLabel("Name").evaluate((field) => field.getRootNode().activeElement === field);
  assert.equal(focused, true, "the missing field has the caret");
  await check();
  await shot("closed-prechat");
  await panel.getByLabel("Name").fill("Ada");
  await panel.getByLabel("E-mail").fill("ada@example.com");
  await page.getByRole("textbox", { name: "Your message" }).focus();
  await page.keyboard.press("Enter");
  await until(() => server.calls.some(({ target, input }) => target === "StartConversation" && input.name === "Ada" && input.email === "ada@example.com"));
});

await story("An input method that is composing keeps its Enter, and Shift+Enter breaks the line", async ({ server, page, launch, panel }) => {
  await launch.click();
  const field = panel.getByRole("textbox");
  await field.fill("nihao");
  await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second");
  assert.equal(await field.inputValue(), "nihao\nsecond");
  assert.equal(server.messages.length, 0);
  await page.keyboard.press("Enter");
  await until(() => server.messages.length === 1);
});

await story("A reload keeps the panel open, the conversation, and what was not sent", async ({ server, page, launch, panel }) => {
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  await write(page, "first");
  await until(() => server.messages.length === 1);
  server.accepts = false;
  server.cut();
  await write(page, "second");
  await panel.getByText("second").waitFor();
  server.accepts = true;
  await page.reload();
  await until(() => server.messages.map((m) => m.text).join() === "first,second");
  await panel.getByText("second").waitFor();
});

await story("At 200 % zoom and on a small window everything can be reached", async ({ page, launch, panel, shot, check }) => {
  await page.setViewportSize({ width: 550, height: 400 });
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  const box = await restingBox(panel);
  assert(box.x >= 0 && box.y >= 0 && box.x + box.width <= 550 && box.y + box.height < 401, JSON.stringify(box));
  await check();
  await shot("zoom");
});

await story("Right to left, the panel is mirrored", async ({ page, launch, panel, shot }) => {
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  assert.equal(await panel.getAttribute("dir"), "rtl");
  await write(page, "مرحبا");
  const bubble = await restingBox(panel.getByText("مرحبا"));
  const frame = await restingBox(panel);
  assert(bubble.x - frame.x < 60, "mine stand on the left");
  await panel.getByText("تم الإرسال").waitFor();
  await shot("ar-rtl-x");
}, { query: "?locale=ar" });

await story("Two tabs are one visitor: what one writes and opens, the other shows", async ({ server, page, where, origin, launch, panel }) => {
  const other = await where.newPage();
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  await other.goto(origin);
  const second = other.locator("#chatservice .panel");
  await second.getByText("How can we help").waitFor();
  await write(page, "from the first tab");
  await second.getByText("from the first tab").waitFor();
  await write(other, "from the second tab");
  await panel.getByText("from the second tab").waitFor();
  // What is written is shown before it is sent.
  await until(() => server.messages.length === 2);
  assert.deepEqual(server.messages.map((m) => m.text), ["from the first tab", "from the second tab"]);
  assert.equal(server.calls.filter((call) => call.target === "StartConversation").length, 1);
  await page.keyboard.press("Escape");
  await second.waitFor({ state: "hidden" });
});

await story("On a phone the page behind holds still while the chat is open", async ({ page, launch, panel }) => {
  const overflow = () => page.evaluate(() => document.documentElement.style.overflow);
  await launch.tap();
  await panel.getByText("How can we help").waitFor();
  assert.equal(await overflow(), "hidden");
  const box = await restingBox(panel);
  assert.deepEqual([box.x, Math.round(box.width), Math.round(box.height)], [0, 390, 844]);
  const small = await panel.getByRole("button").evaluateAll((all) =>
    all.filter((button) => Math.min(button.offsetWidth, button.offsetHeight) < 44).map((button) => button.outerHTML));
  assert.deepEqual(small, []);
  await panel.getByRole("button", { name: "Close the chat" }).tap();
  assert.equal(await overflow(), "");
}, { context: phone });

await story("Held sideways the page behind holds still, and a page that was loaded so is not covered unasked", async ({ page, launch, panel }) => {
  await launch.tap();
  await panel.getByText("How can we help").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "hidden");
  const box = await restingBox(panel);
  assert.deepEqual([box.x, box.y, Math.round(box.width), Math.round(box.height)], [0, 0, 844, 390]);
  await page.reload();
  await launch.waitFor();
  await page.waitForLoadState("networkidle");
  assert.equal(await panel.isVisible(), false);
}, { context: { ...phone, viewport: { width: 844, height: 390 } } });

await story("Unsent words survive the next page and are gone after a log-out", async ({ page, launch, panel }) => {
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  await panel.locator("textarea").fill("Half a question");
  await page.reload();
  await until(async () => (await panel.locator("textarea").inputValue()) === "Half a question");
  await page.evaluate(() => window.ChatService.identify(null));
  await until(async () => (await panel.locator("textarea").inputValue()) === "");
});

await story("With nobody at the desk there is no place in the queue; both turn by themselves", async ({ server, page, launch, panel, check, shot }) => {
  server.inbox.desk = "nobody";
  await launch.click();
  await panel.locator("[role=status]", { hasText: "Nobody is at the desk right now" }).waitFor();
  await panel.getByRole("textbox", { name: "Leave your e-mail address" }).fill("ada@example.com");
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.getByText("We can answer you at ada@example.com, too.").waitFor();
  await write(page, "Anybody there?");
  await until(() => server.calls.some((call) => call.input?.email === "ada@example.com"));
  assert.equal(await panel.getByText("before you").count(), 0);
  await check();
  await shot("nobody");
  server.push("DeskChanged", { desk: "staffed", open: true });
  await panel.getByText("2 before you").first().waitFor();
  const opensAt = new Date(Date.now() + 2 * 864e5).toISOString();
  server.push("DeskChanged", { desk: "closed", open: false, opensAt, changesAt: opensAt });
  await panel.locator("[role=status]", { hasText: "We answer here from" }).waitFor();
  assert.equal(await panel.getByText("before you").count(), 0);
});

await story("An unread answer stands in the tab's title and in a preview that can be sent away", async ({ server, page, launch, panel }) => {
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  await write(page, "Hello");
  await until(() => server.messages.length === 1);
  await page.keyboard.press("Escape");
  server.say("An answer");
  const preview = page.locator("#chatservice .preview");
  await preview.waitFor();
  await until(() => page.evaluate(() => document.title === "(1) Shop"));
  await preview.getByRole("button", { name: "Dismiss" }).click();
  await preview.waitFor({ state: "hidden" });
});

await story("A network that goes away is said at once, and nothing is lost", async ({ server, page, where, launch, panel }) => {
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  // A call: the connection is made, not only its socket.
  await until(() => server.calls.length > 0);
  await where.setOffline(true);
  await write(page, "kept");
  await panel.getByText("Connection lost. Your messages are kept and will be sent.").waitFor();
  assert.equal(server.messages.length, 0);
  await where.setOffline(false);
  await until(() => server.messages.length === 1);
  await panel.getByText("Connection lost").waitFor({ state: "hidden" });
});

await story(
  "A chat that was open comes back on a page that never rests",
  async ({ page, launch, panel }) => {
    await launch.click();
    await panel.getByText("How can we help").waitFor();
    await page.reload();
    await panel.getByText("How can we help").waitFor();
  },
  {
    // As browsers do while a page is busy: work for idle time is done when its time is over, and without a time never.
    init: () => {
      window.requestIdleCallback = (work, { timeout } = {}) => (timeout ? setTimeout(work, timeout) : 0);
    },
  },
);

await story("A script in a message stays text", async ({ server, page, launch, panel }) => {
  await launch.click();
  await panel.getByText("How can we help").waitFor();
  await write(page, "hi");
  await until(() => server.messages.length === 1);
  server.accept("<img src=x onerror=alert(1)>");
  server.say("<script>window.hacked=1</script> javascript:alert(1)");
  await panel.getByText("<script>window.hacked=1</script> javascript:alert(1)").waitFor();
  assert.equal(await panel.locator("img, script, .bubble a").count(), 0);
});

for (const [name, zh, context] of [["offered-callback", false, {}], ["offered-callback-zh-dark-phone", true, phone]]) {
  await story(`An offered call-back is asked for where it was offered, once (${name})`, async ({ server, page, panel, launch, shot, check }) => {
    await launch.click();
    await write(page, zh ? "在吗" : "Hello?");
    await panel.getByText(zh ? "前面还有 2 位" : "2 before you").first().waitFor();
    server.conversation.createdAt = new Date(Date.now() - 31_000).toISOString();
    server.change({ queue: { position: 1 } });
    server.event("callback_offered", {}, "The server's own words");
    const ask = panel.getByRole("button", { name: zh ? "留下电话或邮箱" : "Leave a number or e-mail" });
    await ask.waitFor();
    assert.equal(await ask.count(), 1);
    await check();
    await shot(`${name}-1`);
    await ask.click();
    const number = panel.getByLabel(zh ? "电话" : "Phone");
    assert.equal(await number.evaluate((field) => field.getRootNode().activeElement === field), true);
    await number.fill("+86 138 0000 0000");
    await check();
    await shot(`${name}-2`);
    await panel.getByRole("button", { name: zh ? "请联系我" : "Ask for a call-back" }).click();
    await panel.getByText("+86 138 0000 0000").waitFor();
    await panel.getByText(zh ? "您已预约回电" : "You asked for a call-back").waitFor();
    assert.equal(await ask.count(), 0);
    server.event("transferred", { to: zh ? "售后组" : "Mei" });
    await panel.getByText(zh ? "正在为您转接 售后组" : "You are being passed on to Mei").waitFor();
    await check();
    await shot(`${name}-3`);
  }, { query: zh ? "?locale=zh-CN&theme=dark" : "?locale=en", context });
}

await browser.close();
const failed = results.filter((line) => line.startsWith("FAIL")).length;
console.log(results.join("\n"));
console.log(`${results.length - failed} passed, ${failed} failed`);
