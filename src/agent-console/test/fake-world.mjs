import { randomUUID } from "node:crypto";
import { office } from "./fake-office.mjs";

const people = [
  ["Lin Wei", "zh-CN", "你好,我的订单 12345 到哪里了?", "VIP"],
  ["Maria Jensen", "en", "The parcel arrived, but the box was open and one cup is broken."],
  ["Chen Yifan", "zh-CN", "可以开增值税发票吗?抬头是上海云帆科技有限公司"],
  ["Oliver Grant", "en", "Does the large one fit under a standard kitchen cabinet?"],
  [null, "en", "hi"],
  ["赵敏", "zh-CN", "退款什么时候到账?已经等了三天了", "VIP"],
  ["Sofia Rossi", "en", "I was charged twice for order #88213"],
  ["Kenji Watanabe", "en", "Can I change the delivery address to my office?"],
];

const iso = (secondsAgo) => new Date(Date.now() - secondsAgo * 1000).toISOString();

/** The state the fake serves: who is signed in, rows, messages. Scenes change it before the page is opened. */
export function createWorld({ rows = 30, signedIn = true, empty = false, role = "admin" } = {}) {
  const me = {
    id: "00000000-0000-4000-8000-000000000001",
    email: "anna@example.com",
    name: "Anna Berg",
    role,
    locale: "en",
    status: empty ? "away" : "available",
    reason: null,
    activity: "on_contact",
    capacity: 4,
    teamIds: [],
    inboxIds: [],
  };
  const world = { me, signedIn, rows: [], messages: new Map(), offers: [], refuse: null };
  for (let i = 0; i < (empty ? 0 : rows); i++) addRow(world, i);

  world.http = (method, url, body) => http(world, method, url, body);
  world.hub = (name, argument) => hub(world, name, argument);
  world.onConnect = () => world.offers.map((offer) => ["OfferMade", offer]);
  return world;
}

function addRow(world, i) {
  const [name, locale, text, level] = people[i % people.length];
  const mine = i < 5;
  const queued = i >= 5 && i < 12;
  const waits = queued ? [2, 9, 17, 24, 31, 12, 6][i - 5] : [6, 18, 25, null, 40][i] ?? null;
  const id = `10000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
  const row = {
    conversationId: id,
    inboxId: "20000000-0000-4000-8000-000000000001",
    inboxName: locale === "zh-CN" ? "中文商城" : "Shop",
    channel: ["web", "wechat", "email", "web"][i % 4],
    contact: { id: `3${id.slice(1)}`, name: name && (i >= 8 ? `${name} ${i}` : name), email: name ? "someone@example.com" : null, phone: null, locale, level: level ?? null, verified: i % 3 === 0 },
    state: queued ? "queued" : mine && waits === null ? "waiting_customer" : "active",
    priority: ["P1", "P2", "P2", "P3", "P2", "P0", "P2", "P2"][i % 8],
    assignee: queued ? null : mine ? { id: world.me.id, name: world.me.name } : { id: "a2", name: ["Tom Okafor", "李娜"][i % 2] },
    teamId: null,
    lastSeq: 0,
    readSeq: 0,
    visitorReadSeq: 0,
    unread: 0,
    lastMessage: { text, senderKind: waits === null ? "agent" : "visitor", createdAt: iso(waits ?? 60 * (i + 2)) },
    awaitingSince: waits === null ? null : iso(waits),
    queuedAt: queued ? iso(waits) : null,
    createdAt: iso(600 + i * 40),
    closedAt: null,
    wrapUpUntil: null,
    resolution: null,
    locale,
    page: { url: "https://shop.example.com/cups/large-stoneware?color=sand", title: "Large stoneware cup, sand" },
    tags: i % 2 ? ["order"] : ["order", "delivery"],
    sla: waits === null ? null : { metric: queued ? "first_response" : "next_response", startedAt: iso(waits), dueAt: iso(waits - 30), targetSeconds: 30, breached: waits > 30 },
    callback: null,
    rating: null,
    version: 1,
  };
  const messages = talk(row, world.me, i === 0 ? 60 : 6);
  row.lastSeq = messages.length;
  row.readSeq = mine && waits !== null ? messages.length - 1 : messages.length;
  row.visitorReadSeq = messages.length - 3;
  row.unread = mine && waits !== null ? 1 : 0;
  world.rows.push(row);
  world.messages.set(id, messages);
}

function talk(row, me, count) {
  const visitor = { kind: "visitor", id: row.contact.id, name: row.contact.name ?? "" };
  const agent = { kind: "agent", id: me.id, name: me.name };
  const zh = row.locale === "zh-CN";
  const list = [];
  const add = (sender, kind, text, secondsAgo, event = null) =>
    list.push({ conversationId: row.conversationId, seq: list.length + 1, messageId: randomUUID(), clientMessageId: randomUUID(), sender, kind, text, attachments: [], createdAt: iso(secondsAgo), event });
  add({ kind: "system", id: "system", name: "" }, "event", "started", 90_500, { type: "conversation_started", data: {} });
  for (let i = 0; i < count - 6; i++) {
    add(i % 3 === 2 ? agent : visitor, "text", `${zh ? "之前的消息" : "An earlier line of this conversation"} ${i + 1}`, 90_000 - i * 60);
  }
  add({ kind: "bot", id: "bot", name: "" }, "text", zh ? "您好,正在为您转接客服。" : "Thanks for writing. Someone will be with you in a moment.", 400);
  add({ kind: "system", id: "system", name: "" }, "event", "assigned", 380, { type: "assigned", data: { agentId: me.id, agentName: me.name } });
  add(agent, "text", zh ? "您好,我是 Anna。我马上帮您查一下,请稍等。" : "Hello, this is Anna. Let me look that up for you, one moment please.", 360);
  add(agent, "note", zh ? "老客户,上个月也有一次物流延误,可以送优惠券。" : "Long-time customer; last month's parcel was late too. A voucher is fine.", 300);
  add(visitor, "text", row.lastMessage.text, 20);
  if (!row.awaitingSince) add(agent, "text", zh ? "已经为您处理好了: https://shop.example.com/orders/12345" : "Done, see https://shop.example.com/orders/12345.", 10);
  return list;
}

const page = (items) => ({ items, nextCursor: null });
const refusal = (status, code) => ({ status, body: { status, code, title: code } });

function http(world, method, url, body) {
  const { pathname, searchParams } = url;
  if (pathname === "/api/auth/login") {
    if (body.password !== "secret") return refusal(401, "invalid_credentials");
    world.signedIn = true;
    return { agent: world.me };
  }
  if (!world.signedIn) return refusal(401, "unauthenticated");
  if (pathname === "/api/auth/me") return { agent: world.me, serverTime: new Date().toISOString() };
  if (pathname === "/api/auth/logout") {
    world.signedIn = false;
    return {};
  }
  const other = office(world, method, url, body);
  if (other) return other;
  if (pathname === "/api/conversations") return page(listed(world, searchParams.get("view")));
  if (pathname === "/api/teams") return page([{ id: "t1", name: "After-sales" }, { id: "t2", name: "中文组" }]);
  if (pathname === "/api/tags") return page([{ name: "order", count: 12 }, { name: "delivery", count: 5 }]);
  if (pathname === "/api/canned-replies") return page(canned);
  if (pathname === "/api/search") return page(found(world, searchParams.get("q") ?? ""));
  const match = /^\/api\/conversations\/([^/]+)(?:\/(\w+))?$/.exec(pathname);
  const row = match && world.rows.find((one) => one.conversationId === match[1]);
  if (!row) return refusal(404, "not_found");
  if (match[2] === "messages") return after(world, row, Number(searchParams.get("afterSeq") ?? 0), Number(searchParams.get("limit") ?? 200));
  if (match[2] === "events") return { items: eventLog(row) };
  if (match[2] === "tags") {
    const others = row.tags.filter((tag) => tag !== (body?.tag ?? searchParams.get("tag")));
    const tags = method === "POST" ? [...others, body.tag] : others;
    Object.assign(row, { tags, version: row.version + 1 });
    return { tags };
  }
  return details(world, row);
}

function listed(world, view) {
  if (view === "queue") return world.rows.filter((row) => row.state === "queued");
  if (view === "mine") return world.rows.filter((row) => row.assignee?.id === world.me.id && row.state !== "closed");
  return world.rows.filter((row) => (row.state === "closed") === (view === "closed"));
}

const canned = [
  { id: "c1", shortcut: "hello", title: "Greeting", texts: { en: "Hello {{contact.name|there}}, this is {{agent.name}}. How can I help?", "zh-CN": "{{contact.name|您}}您好,我是{{agent.name}},请问有什么可以帮您?" }, inboxIds: [], teamIds: [] },
  { id: "c2", shortcut: "hold", title: "One moment", texts: { en: "Let me check that for you, one moment please.", "zh-CN": "我马上帮您核实,请稍等。" }, inboxIds: [], teamIds: [] },
  { id: "c3", shortcut: "refund", title: "Refund is on its way", texts: { en: "The refund is on its way. It takes 3 to 5 working days to show on your account.", "zh-CN": "退款已提交,一般 3-5 个工作日到账。" }, inboxIds: [], teamIds: [] },
  { id: "c4", shortcut: "invoice", title: "Invoice", texts: { en: "I have sent the invoice to {{contact.email|your e-mail address}}.", "zh-CN": "发票已发送至 {{contact.email|您的邮箱}}。" }, inboxIds: [], teamIds: [] },
  { id: "c5", shortcut: "bye", title: "Goodbye", texts: { en: "You are welcome. Have a good day!", "zh-CN": "不客气,祝您生活愉快!" }, inboxIds: [], teamIds: [] },
];

function found(world, query) {
  const hits = [];
  for (const row of world.rows) {
    const message = world.messages.get(row.conversationId).find((one) => one.text.toLowerCase().includes(query.toLowerCase()));
    if (message) hits.push({ conversation: row, seq: message.seq, snippet: message.text });
  }
  return hits.slice(0, 20);
}

function after(world, row, seq, limit) {
  const messages = world.messages.get(row.conversationId);
  return { messages: messages.filter((message) => message.seq > seq).slice(0, limit), lastSeq: messages.length };
}

const eventLog = (row) => [
  { id: 1, type: "conversation_started", at: row.createdAt, actorKind: "visitor", actorId: row.contact.id, data: {} },
  { id: 2, type: "sla_armed", at: row.createdAt, actorKind: "system", actorId: null, data: { metric: "first_response", target: "30" } },
  { id: 3, type: "offer_made", at: row.createdAt, actorKind: "system", actorId: null, data: { agent: "Anna Berg" } },
  { id: 4, type: "offer_accepted", at: row.createdAt, actorKind: "agent", actorId: "a1", data: {} },
];

function details(world, row) {
  return {
    conversation: row,
    contact: {
      ...row.contact,
      phone: "+86 138 0000 0000",
      externalId: "u-1029",
      attributes: { plan: "Gold", "orders this year": "14" },
      note: "Prefers short answers.",
      createdAt: iso(86_400 * 200),
      lastSeenAt: iso(30),
      version: 3,
    },
    earlier: world.rows.filter((one) => one !== row).slice(10, 13),
    sla: [
      { metric: "first_response", startedAt: iso(400), dueAt: iso(370), targetSeconds: 30, outcome: "met", outcomeAt: iso(388), wallSeconds: 12 },
      { metric: "next_response", startedAt: iso(20), dueAt: iso(-10), targetSeconds: 30, outcome: null, outcomeAt: null },
    ],
    routing: {
      at: iso(395),
      ring: 0,
      queuePosition: 1,
      queueLength: 3,
      decidedBy: "LastAgent",
      agentIds: [world.me.id],
      nextInLine: "a2",
      eligibleCount: 2,
      candidates: [{ agentId: world.me.id }, { agentId: "a2" }, { agentId: "a3", removedBy: "WrongLanguage" }, { agentId: "a4", removedBy: "NotAvailable" }],
      removed: [{ filter: "WrongLanguage", count: 1 }, { filter: "NotAvailable", count: 3 }],
    },
  };
}

function hub(world, name, argument) {
  const row = world.rows.find((one) => one.conversationId === argument.conversationId);
  if (world.refuse?.method === name) return { error: `${world.refuse.code}: refused` };
  switch (name) {
    case "Resume":
      return { result: { ...after(world, row, argument.afterSeq, 200), state: row.state, resyncRequired: false, conversation: row } };
    case "SetStatus":
      Object.assign(world.me, { status: argument.status, reason: argument.reason ?? null });
      return { result: { status: argument.status, activity: world.me.activity } };
    case "SendMessage":
    case "AddNote":
      return said(world, row, argument, name === "AddNote" ? "note" : "text");
    case "MarkRead":
      return changed(row, { readSeq: argument.seq, unread: 0 });
    case "Take":
      return changed(row, { state: "active", assignee: { id: world.me.id, name: world.me.name }, queuedAt: null });
    case "Close":
      return changed(row, { state: "closed", resolution: argument.resolution, awaitingSince: null, sla: null, closedAt: iso(0) });
    case "Reopen":
      return changed(row, { state: "active", resolution: null, closedAt: null, assignee: { id: world.me.id, name: world.me.name } });
    case "SetPriority":
      return { ...changed(row, { priority: argument.priority }), result: { priority: argument.priority } };
    case "AcceptOffer":
      return accepted(world, argument.offerId);
    case "DeclineOffer":
      return { events: [ended(world, argument.offerId, "declined")] };
    default:
      return {};
  }
}

function changed(row, change) {
  Object.assign(row, change, { version: row.version + 1 });
  return { result: { state: row.state, conversationId: row.conversationId }, events: [["ConversationChanged", { ...row }]] };
}

function said(world, row, { clientMessageId, text }, kind) {
  const messages = world.messages.get(row.conversationId);
  const message = {
    conversationId: row.conversationId,
    seq: messages.length + 1,
    messageId: randomUUID(),
    clientMessageId,
    sender: { kind: "agent", id: world.me.id, name: world.me.name },
    kind,
    text,
    attachments: [],
    createdAt: iso(0),
  };
  messages.push(message);
  const answered = kind === "note" ? {} : { awaitingSince: null, sla: null, lastMessage: { text, senderKind: "agent", createdAt: iso(0) } };
  const { events } = changed(row, { lastSeq: message.seq, readSeq: message.seq, unread: 0, ...answered });
  return { result: { seq: message.seq, createdAt: message.createdAt, duplicate: false }, events: [["MessageAppended", message], ...events] };
}

/** A customer writes: the message and the changed row, as the server would push them. */
export function visitorWrites(world, row, text) {
  const messages = world.messages.get(row.conversationId);
  const message = { conversationId: row.conversationId, seq: messages.length + 1, messageId: randomUUID(), clientMessageId: randomUUID(), sender: { kind: "visitor", id: row.contact.id, name: row.contact.name ?? "" }, kind: "text", text, attachments: [], createdAt: iso(0) };
  messages.push(message);
  const { events } = changed(row, { lastSeq: message.seq, unread: row.unread + 1, awaitingSince: row.awaitingSince ?? iso(0), lastMessage: { text, senderKind: "visitor", createdAt: iso(0) } });
  return [["MessageAppended", message], ...events];
}

/** A system line, as the server appends it for agents. */
export function lineOf(world, row, type, data) {
  const messages = world.messages.get(row.conversationId);
  const message = { conversationId: row.conversationId, seq: messages.length + 1, messageId: randomUUID(), clientMessageId: null, sender: { kind: "system", id: "", name: "" }, kind: "event", text: type, attachments: [], createdAt: iso(0), event: { type, data } };
  messages.push(message);
  return [["MessageAppended", message], ...changed(row, { lastSeq: message.seq }).events];
}

export function makeOffer(world, row, seconds = 8) {
  const offer = {
    offerId: randomUUID(),
    conversationId: row.conversationId,
    expiresAt: iso(-seconds),
    serverTime: iso(0),
    reason: { comparator: "LastAgent", ring: 0, freeSlots: 1, capacity: 4, waitedSeconds: 2 },
    conversation: row,
  };
  world.offers.push(offer);
  return offer;
}

function ended(world, offerId, outcome) {
  const offer = world.offers.find((one) => one.offerId === offerId);
  world.offers = world.offers.filter((one) => one !== offer);
  return ["OfferEnded", { offerId, conversationId: offer?.conversationId, outcome }];
}

function accepted(world, offerId) {
  const offer = world.offers.find((one) => one.offerId === offerId);
  if (!offer) return { error: "offer_ended: it is over" };
  const row = world.rows.find((one) => one.conversationId === offer.conversationId);
  const { events } = changed(row, { state: "active", assignee: { id: world.me.id, name: world.me.name }, queuedAt: null });
  return { result: { conversationId: row.conversationId }, events: [ended(world, offerId, "accepted"), ...events] };
}
