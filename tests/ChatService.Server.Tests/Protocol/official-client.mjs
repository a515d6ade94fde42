// The whole conversation of a visitor and its agents, with Microsoft's JavaScript client and nothing of ours: only what PROTOCOL.md says.
// node official-client.mjs <server> <admin e-mail> <admin password> <json|messagepack>; exit code 1 and one line per mismatch when the server does something else.
import { randomUUID } from "node:crypto";
import * as shapes from "./shapes.mjs";
import { check, connect, getJson, login, postJson, refusal, report, same, speak } from "./wire.mjs";

const [server, email, password, wire] = process.argv.slice(2);
speak(wire);
const { oneOf, listOf } = shapes;
const ack = { seq: "int", createdAt: "time", duplicate: "bool" };

// Getting in.
const session = await postJson(server, "/api/widget/session", {
  inboxKey: "demo",
  locale: "en",
  page: { url: "https://shop.example/cart", title: "Your cart", referrer: "https://shop.example/" },
});
check("session", shapes.Session, session);
same("a first session has no conversation", session.conversation ?? null, null);
const again = await postJson(server, "/api/widget/session", {
  inboxKey: "demo",
  visitorToken: session.visitorToken,
  locale: "zh-CN",
});
check("session again", shapes.Session, again);
same("the session's language", again.inbox.locale, "zh-CN");

const admin = await login(server, email, password);
check("login", shapes.Me, admin.agent);
const me = await getJson(server, "/api/auth/me", { Cookie: admin.cookie });
check("me", { agent: shapes.Me, serverTime: "time" }, me);
same(
  "a cookie without an Origin opens no connection",
  await connect(server, "agent", { headers: { Cookie: admin.cookie } }).then(
    (c) => c.stop().then(() => "open"),
    () => "refused",
  ),
  "refused",
);

const token = (
  await postJson(server, "/api/api-tokens", { name: "watcher", role: "supervisor" }, { Cookie: admin.cookie })
).token;
await postJson(
  server,
  "/api/agents",
  { email: "bea@example.com", name: "Bea", role: "agent", password: "battery staple correct" },
  { Cookie: admin.cookie },
);
const beaLogin = await login(server, "bea@example.com", "battery staple correct");

const visitor = await connect(server, "visitor", { token: session.connectToken });
const agent = await connect(server, "agent", { headers: { Cookie: admin.cookie, Origin: server } });
const watcher = await connect(server, "agent", { token });

check("DeskChanged", shapes.DeskChanged, await visitor.hears("DeskChanged", (d) => d.desk === "nobody"));

// Queue and offer.
const status = await agent.call("SetStatus", { status: "available" });
check("DeskChanged", shapes.DeskChanged, await visitor.hears("DeskChanged", (d) => d.desk === "staffed"));
check("SetStatus", { status: oneOf("available"), activity: "string" }, status);
check(
  "AgentChanged",
  shapes.AgentPresence,
  await agent.hears("AgentChanged", (a) => a.agentId === admin.agent.id && a.status === "available"),
);

const firstId = randomUUID();
const started = await visitor.call("StartConversation", {
  clientMessageId: firstId,
  text: "Where is my order?",
  name: "Vera",
  unknownField: [1, 2],
});
check(
  "StartConversation",
  { conversationId: "uuid", seq: "int", createdAt: "time", state: shapes.states, queue: shapes.orNull(shapes.Queue) },
  started,
);
same("the first message has seq 1", started.seq, 1);
const { conversationId } = started;
const heardFirst = await visitor.hears("MessageAppended", (m) => m.clientMessageId === firstId);
check("MessageAppended", shapes.Message, heardFirst);
check(
  "QueueChanged",
  shapes.QueueChanged,
  await visitor.hears("QueueChanged", (q) => q.conversationId === conversationId),
);

const offer = await agent.hears("OfferMade", (o) => o.conversationId === conversationId);
check("OfferMade", shapes.OfferMade, offer);
same("a start without a page has none", offer.conversation.page ?? null, null);
check("AcceptOffer", { conversationId: "uuid" }, await agent.call("AcceptOffer", { offerId: offer.offerId }));
check(
  "OfferEnded",
  shapes.OfferEnded,
  await agent.hears("OfferEnded", (o) => o.offerId === offer.offerId && o.outcome === "accepted"),
);
same("an offer ends once", await refusal(watcher.call("AcceptOffer", { offerId: offer.offerId })), "not_found");
const joined = await visitor.hears("ConversationChanged", (c) => c.agent !== null && c.state === "active");
check("ConversationChanged (visitor)", shapes.VisitorConversation, joined);
check(
  "ConversationChanged (agent)",
  shapes.ConversationRow,
  await agent.hears(
    "ConversationChanged",
    (c) => c.conversationId === conversationId && c.assignee?.id === admin.agent.id,
  ),
);
await visitor.hears("MessageAppended", (m) => m.event?.type === "assigned");

// Messages, notes, typing, reading.
const answerId = randomUUID();
const answered = await agent.call("SendMessage", {
  conversationId,
  clientMessageId: answerId,
  text: "It is on its way.",
});
check("SendMessage (agent)", ack, answered);
const repeated = await agent.call("SendMessage", {
  conversationId,
  clientMessageId: answerId,
  text: "It is on its way.",
});
same("a resend is a duplicate with the same seq", [repeated.duplicate, repeated.seq], [true, answered.seq]);
check(
  "MessageAppended (from an agent)",
  shapes.Message,
  await visitor.hears("MessageAppended", (m) => m.clientMessageId === answerId),
);

check(
  "AddNote",
  ack,
  await agent.call("AddNote", { conversationId, clientMessageId: randomUUID(), text: "A regular." }),
);
same(
  "a note is heard by the agent",
  (await agent.hears("MessageAppended", (m) => m.text === "A regular.")).kind,
  "note",
);

const thanksId = randomUUID();
const thanks = await visitor.call("SendMessage", { conversationId, clientMessageId: thanksId, text: "Thank you!" });
check("SendMessage (visitor)", ack, thanks);
const heardThanks = await agent.hears("MessageAppended", (m) => m.clientMessageId === thanksId);
same("the note counts for agents only", heardThanks.seq > thanks.seq, true);

check("Typing (visitor)", {}, await visitor.call("Typing", { conversationId, preview: "And when" }));
const preview = await agent.hears("TypingChanged", (t) => t.conversationId === conversationId);
check("TypingChanged", shapes.TypingChanged, preview);
same("the preview reaches the agent", preview.preview, "And when");
check("Typing (agent)", {}, await agent.call("Typing", { conversationId }));
check(
  "TypingChanged (visitor)",
  shapes.TypingChanged,
  await visitor.hears("TypingChanged", (t) => t.sender.kind === "agent"),
);

check("MarkRead (agent)", {}, await agent.call("MarkRead", { conversationId, seq: heardThanks.seq }));
const readByAgent = await visitor.hears("ReadChanged", (r) => r.reader.kind === "agent");
check("ReadChanged", shapes.ReadChanged, readByAgent);
same("read marks are in the hearer's numbers", readByAgent.seq, thanks.seq);
check("MarkRead (visitor)", {}, await visitor.call("MarkRead", { conversationId, seq: thanks.seq }));
same("and in the agent's", (await agent.hears("ReadChanged", (r) => r.reader.kind === "visitor")).seq, heardThanks.seq);

// Resume.
const page = await visitor.call("Resume", { conversationId, afterSeq: 0 });
check(
  "Resume (visitor)",
  {
    messages: listOf(shapes.Message),
    lastSeq: "int",
    state: shapes.states,
    resyncRequired: "bool",
    conversation: shapes.VisitorConversation,
  },
  page,
);
same(
  "public numbers have no gap",
  page.messages.map((m) => m.seq),
  page.messages.map((_, i) => i + 1),
);
same("no note in it", page.messages.filter((m) => m.kind === "note").length, 0);
const whole = await agent.call("Resume", { conversationId, afterSeq: 0 });
check(
  "Resume (agent)",
  {
    messages: listOf(shapes.Message),
    lastSeq: "int",
    state: shapes.states,
    resyncRequired: "bool",
    conversation: shapes.ConversationRow,
  },
  whole,
);
same(
  "internal numbers have no gap",
  whole.messages.map((m) => m.seq),
  whole.messages.map((_, i) => i + 1),
);
same("ahead of the head", (await visitor.call("Resume", { conversationId, afterSeq: 999 })).resyncRequired, true);
same(
  "a negative position",
  await refusal(visitor.call("Resume", { conversationId, afterSeq: -1 })),
  "invalid_argument",
);
same("a wrong type", await refusal(visitor.call("Resume", { conversationId: 7, afterSeq: "x" })), "invalid_argument");
same("no argument", await refusal(visitor.invoke("Resume")), "invalid_argument");
same("a method that does not exist", await refusal(visitor.call("Destroy", {})), "not_found");
same(
  "an empty message",
  await refusal(visitor.call("SendMessage", { conversationId, clientMessageId: randomUUID(), text: "  " })),
  "message_empty",
);
same(
  "somebody else's conversation",
  await refusal(visitor.call("Resume", { conversationId: randomUUID(), afterSeq: 0 })),
  "not_found",
);

// Supervisors.
check("Watch", {}, await watcher.call("Watch", { conversationId }));
const watchedId = randomUUID();
await visitor.call("SendMessage", { conversationId, clientMessageId: watchedId, text: "Is anybody watching?" });
await watcher.hears("MessageAppended", (m) => m.clientMessageId === watchedId);
check("Unwatch", {}, await watcher.call("Unwatch", { conversationId }));
check("SetPriority", { priority: oneOf("P1") }, await agent.call("SetPriority", { conversationId, priority: "P1" }));
await agent.hears("MessageAppended", (m) => m.event?.type === "priority_changed" && m.event.data.to === "P1");
check(
  "UpdateContact",
  { contact: { name: "string?", email: "string?", verified: "bool" } },
  await visitor.call("UpdateContact", { name: "Vera V.", email: "vera@example.com" }),
);
check("RequestCallback", {}, await visitor.call("RequestCallback", { conversationId, phone: "+49 30 1234567" }));

// Handing over, declining, taking.
const bea = await connect(server, "agent", { headers: { Cookie: beaLogin.cookie, Origin: server } });
await bea.call("SetStatus", { status: "available" });
check(
  "Transfer",
  { state: shapes.states, endsAt: "time?" },
  await agent.call("Transfer", { conversationId, agentId: beaLogin.agent.id, note: "Yours" }),
);
const moved = await visitor.hears("MessageAppended", (m) => m.event?.type === "transferred");
same("the customer reads from whom and to whom", moved.event.data.toId, beaLogin.agent.id);
const handed = await bea.hears("ConversationChanged", (c) => c.conversationId === conversationId && c.handover);
check("handover", shapes.ConversationRow, handed);
same("the new agent has it at once", handed.assignee.id, beaLogin.agent.id);
same("with the note", handed.handover.note, "Yours");
same(
  "nobody hands over to who is not there",
  await refusal(bea.call("Transfer", { conversationId, agentId: await absentee() })),
  "agent_unavailable",
);
await agent.call("SetStatus", { status: "away" });
const second = await newcomer();
const asked = await bea.hears("OfferMade", (o) => o.conversationId === second.conversationId);
check("DeclineOffer", {}, await bea.call("DeclineOffer", { offerId: asked.offerId, reason: "lunch" }));
same("a declined offer is over", await refusal(bea.call("AcceptOffer", { offerId: asked.offerId })), "offer_ended");
check("Take", { conversationId: "uuid" }, await bea.call("Take", { conversationId: second.conversationId }));
same("only the assignee answers", await refusal(agentOnly()), "not_assigned");

// The end.
check(
  "Close",
  { state: oneOf("wrap_up", "closed"), endsAt: "time?" },
  await bea.call("Close", { conversationId, resolution: "resolved" }),
);
const closed = await visitor.hears("ConversationChanged", (c) => c.state === "closed");
check("closed", shapes.VisitorConversation, closed);
check("FinishWrapUp", { state: oneOf("closed"), endsAt: "time?" }, await bea.call("FinishWrapUp", { conversationId }));
check("Rate", {}, await visitor.call("Rate", { conversationId, score: 5, comment: "Quick!" }));
check("Rate, solved alone", {}, await visitor.call("Rate", { conversationId, solved: true }));
same("a score out of range", await refusal(visitor.call("Rate", { conversationId, score: 6 })), "invalid_argument");
same(
  "the last session shows it",
  (await postJson(server, "/api/widget/session", { inboxKey: "demo", visitorToken: session.visitorToken })).conversation
    ?.rating,
  5,
);

const next = await visitor.call("StartConversation", { clientMessageId: randomUUID(), text: "One more thing" });
same("a start after the end is another conversation", next.conversationId === conversationId, false);
check(
  "EndConversation",
  { state: oneOf("closed"), endsAt: "time?" },
  await visitor.call("EndConversation", { conversationId: next.conversationId }),
);
same("no note ever reached the visitor", visitor.heard("MessageAppended").filter((m) => m.kind === "note").length, 0);

// Log-out ends the socket, with a reason.
await postJson(server, "/api/auth/logout", {}, { Cookie: beaLogin.cookie, Origin: server });
same("the reason of the end", (await bea.hears("Closed", () => true)).code, "session_ended");

// The fallback: long polling through negotiation.
const polling = await connect(server, "visitor", { token: again.connectToken, transport: "LongPolling" });
await polling.call("StartConversation", { clientMessageId: randomUUID(), text: "From behind a proxy" });
check(
  "MessageAppended (long polling)",
  shapes.Message,
  await polling.hears("MessageAppended", (m) => m.text === "From behind a proxy"),
);

await Promise.all([visitor, agent, watcher, polling].map((c) => c.stop()));
report();

async function newcomer() {
  const { connectToken } = await postJson(server, "/api/widget/session", { inboxKey: "demo", locale: "en" });
  const client = await connect(server, "visitor", { token: connectToken });
  const begun = await client.call("StartConversation", { clientMessageId: randomUUID(), text: "And I?" });
  await client.stop();
  return begun;
}

async function absentee() {
  const gone = { email: "gone@example.com", name: "Gone", role: "agent", password: "battery staple correct" };
  return (await postJson(server, "/api/agents", gone, { Cookie: admin.cookie })).id;
}

async function agentOnly() {
  const plain = await postJson(server, "/api/api-tokens", { name: "plain", role: "agent" }, { Cookie: admin.cookie });
  const other = await connect(server, "agent", { token: plain.token });
  try {
    return await other.call("SendMessage", { conversationId, clientMessageId: randomUUID(), text: "Not mine" });
  } finally {
    await other.stop();
  }
}
