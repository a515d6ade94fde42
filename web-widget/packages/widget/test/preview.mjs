/**
 * Serves the built widget on a page with a strict content security policy, beside a small chat server made of memory that speaks the
 * SignalR JSON protocol by hand. For looking at the widget and for `browser.mjs`; not shipped.
 *
 *   npm run build && npm run preview        then open http://localhost:5099
 */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WebSocketServer } from "ws";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(process.env.CHATSERVICE_WWWROOT ?? join(here, "../../../../src/ChatService.Server/wwwroot"));
const types = { ".js": "text/javascript", ".json": "application/json", ".html": "text/html" };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws:; require-trusted-types-for 'script'";

/** What a visitor of a shop may get into its pages where scripts are cleaned out: elements that take the place of what the loader asks for. */
const clobbering = `<img name="currentScript" src="https://evil.example/widget.js" data-inbox="evil" alt=""><img name="body" alt="">
<a id="ChatService" name="remove" href="https://evil.example/">x</a><a id="ChatService" href="https://evil.example/">y</a>`;

const page = (query) => `<!doctype html>
<html lang="${query.get("locale") ?? "en"}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
${query.has("clobbered") ? `</head><body>${clobbering}` : '<script src="/early.js"></script>'}
<script async src="/widget.js" data-inbox="demo" data-locale="${query.get("locale") ?? "en"}"${["theme", "color", "position"]
  .map((name) => (query.get(name) ? ` data-${name}="${query.get(name)}"` : ""))
  .join("")}></script>${query.has("clobbered") ? "" : "</head><body>"}
<main><h1>Shop</h1><p>${"Some words about things to buy. ".repeat(40)}</p></main></body></html>`;

/** The whole server of one visitor. Its fields may be changed by whoever started it. */
export class PreviewServer {
  inbox = {
    key: "demo",
    name: "Northwind Shop",
    color: "#3451d1",
    open: true,
    opensAt: null,
    preChat: null,
    answersWithinSeconds: 30,
    launcher: { position: "right", offsetX: 16, offsetY: 16 },
  };
  words = {
    en: { greeting: "Hello! How can we help?", suggestedQuestions: ["Where is my order?", "How do I return something?", "Do you ship abroad?"] },
    zh: { greeting: "您好!请问有什么可以帮您?", suggestedQuestions: ["我的订单到哪了?", "怎么退货?", "可以开发票吗?"] },
  };
  conversation = null;
  messages = [];
  calls = [];
  sockets = new Set();
  refuse = new Map();
  accepts = true;

  async listen(port = 0) {
    this.http = createServer((request, response) => this.answer(request, response));
    const hub = new WebSocketServer({ server: this.http, path: "/hubs/visitor", verifyClient: () => this.accepts });
    hub.on("connection", (socket) => this.connected(socket));
    await new Promise((done) => this.http.listen(port, done));
    return `http://localhost:${this.http.address().port}`;
  }

  close() {
    this.cut();
    this.http.close();
  }

  cut() {
    for (const socket of this.sockets) socket.terminate();
  }

  answer(request, response) {
    const url = new URL(request.url, "http://x");
    if (url.pathname === "/") return this.send(response, page(url.searchParams), "text/html", { "Content-Security-Policy": policy });
    if (url.pathname === "/early.js") return this.send(response, "(window.ChatService ??= []).push(['on','ready',()=>{window.wasReady=true}])", types[".js"]);
    if (url.pathname === "/api/widget/session") return this.session(request, response);
    if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
    if (url.pathname === "/widget/locales/ar.json") {
      return this.send(response, JSON.stringify({ sent: "تم الإرسال", close: "إغلاق" }), types[".json"]);
    }
    const file = join(root, url.pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    this.send(response, readFileSync(file), types[extname(file)] ?? "text/plain");
  }

  send(response, body, type, headers = {}) {
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-store", ...headers }).end(body);
  }

  async session(request, response) {
    let text = "";
    for await (const part of request) text += part;
    const { visitorToken, locale } = JSON.parse(text);
    if (!this.accepts) return response.writeHead(503).end();
    const words = this.words[locale?.startsWith("zh") ? "zh" : "en"];
    const contact = { name: null, email: null, verified: false };
    const answer = { visitorToken: visitorToken ?? randomUUID(), connectToken: randomUUID(), inbox: { ...this.inbox, ...words, locale }, contact };
    this.send(response, JSON.stringify({ ...answer, conversation: this.conversation && this.current() }), types[".json"]);
  }

  current() {
    return { ...this.conversation, lastSeq: this.messages.length };
  }

  connected(socket) {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("message", (data) => {
      for (const record of String(data).split("\u001e")) if (record) this.received(socket, JSON.parse(record));
    });
  }

  received(socket, record) {
    if (record.protocol) return socket.send("{}\u001e");
    if (record.type !== 1) return;
    const input = record.arguments[0];
    this.calls.push({ target: record.target, input });
    const refusal = this.refuse.get(record.target);
    const answer = refusal
      ? { error: `An unexpected error occurred invoking '${record.target}' on the server. HubException: ${refusal}: no` }
      : { result: this[`on${record.target}`]?.(input) ?? {} };
    socket.send(`${JSON.stringify({ type: 3, invocationId: record.invocationId, ...answer })}\u001e`);
  }

  push(target, argument) {
    for (const socket of this.sockets) socket.send(`${JSON.stringify({ type: 1, target, arguments: [argument] })}\u001e`);
  }

  change(change) {
    this.conversation = { ...this.conversation, ...change };
    this.push("ConversationChanged", this.current());
  }

  append(sender, text, extra = {}) {
    const known = extra.clientMessageId && this.messages.find((m) => m.clientMessageId === extra.clientMessageId);
    if (known) return known;
    const message = {
      conversationId: this.conversation.conversationId,
      seq: this.messages.length + 1,
      messageId: randomUUID(),
      clientMessageId: null,
      sender,
      kind: "text",
      text,
      attachments: [],
      createdAt: new Date().toISOString(),
      event: null,
      ...extra,
    };
    this.messages.push(message);
    this.push("MessageAppended", message);
    return message;
  }

  event(type, data, text = type) {
    return this.append({ kind: "system", id: "", name: "" }, text, { kind: "event", event: { type, data } });
  }

  onStartConversation({ clientMessageId, text }) {
    const createdAt = new Date().toISOString();
    const queue = { position: 3, etaSeconds: 90, etaLowSeconds: 60, etaHighSeconds: 120 };
    this.conversation ??= { conversationId: randomUUID(), state: "queued", readSeq: 0, agentReadSeq: 0, agent: null, queue, createdAt };
    const { seq } = this.append({ kind: "visitor", id: "v", name: "" }, text, { clientMessageId });
    return { conversationId: this.conversation.conversationId, seq, createdAt, state: this.conversation.state, queue: this.conversation.queue };
  }

  onSendMessage({ clientMessageId, text }) {
    const { seq, createdAt } = this.append({ kind: "visitor", id: "v", name: "" }, text, { clientMessageId });
    return { seq, createdAt, duplicate: false };
  }

  onResume({ afterSeq }) {
    const lastSeq = this.messages.length;
    const { state } = this.conversation;
    return { messages: this.messages.slice(afterSeq, afterSeq + 200), lastSeq, state, resyncRequired: afterSeq > lastSeq, conversation: this.current() };
  }

  onMarkRead({ seq }) {
    this.conversation.readSeq = Math.max(this.conversation.readSeq, seq);
  }

  onEndConversation() {
    this.change({ state: "closed", closedAt: new Date().toISOString(), reopenableUntil: new Date(Date.now() + 864e5).toISOString() });
    this.event("closed", {});
    return { state: "closed" };
  }

  onRate({ score, solved }) {
    this.change({ rating: score ?? this.conversation.rating, solved: solved ?? this.conversation.solved });
  }

  onRequestCallback() {
    this.event("callback_requested", {});
    return {};
  }

  /** An agent takes it. */
  accept(name = "Lin") {
    this.change({ state: "active", queue: null, agent: { id: "a1", name, avatarUrl: null } });
    this.event("assigned", { agentName: name });
  }

  say(text, name = "Lin") {
    return this.append({ kind: "agent", id: "a1", name }, text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await new PreviewServer().listen(Number(process.env.PORT ?? 5099)));
}
