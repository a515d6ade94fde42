/** What the fake server answers beside the desk: account, people, agents of the settings, the wall. `office(…)` → a body, or null. */

const iso = (secondsAgo) => new Date(Date.now() - secondsAgo * 1000).toISOString();
const page = (items) => ({ items, nextCursor: null });

export function office(world, method, url, body) {
  const { pathname, searchParams } = url;
  if (pathname === "/api/auth/sessions") return page(sessions);
  if (pathname === "/api/auth/second-factor/secret") return secret;
  if (pathname === "/api/auth/second-factor") return { recoveryCodes };
  if (pathname === "/api/agents") return page(agents(world));
  if (pathname === "/api/reports/wall") return wall(world);
  if (pathname === "/api/contacts") return page(people(world, searchParams.get("q") ?? ""));
  if (pathname.startsWith("/api/contacts/") && method === "PUT") {
    // Somebody else was first: from now on theirs is read.
    world.theirs = { email: "office@theirs.example", phone: "+49 40 123456" };
    return { status: 409, body: { status: 409, code: "conflict", title: "conflict" } };
  }
  if (/^\/api\/contacts\/.+\/conversations$/.test(pathname)) return page(world.rows.slice(1, 2));
  if (pathname.startsWith("/api/contacts/")) return { ...contactOf(world, pathname.split("/")[3]), ...world.theirs };
  if (pathname === "/api/conversations" && searchParams.get("view") === "callbacks") return page(callbacks(world, searchParams.get("callback")));
  if (["/api/inboxes", "/api/audit"].includes(pathname)) return page([]);
  return null;
}

const key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const secret = { secret: key, uri: `otpauth://totp/Example%20Shop:anna%40example.com?secret=${key}&issuer=Example%20Shop` };
const recoveryCodes = ["4hk2-9qtd", "m8rx-2vbn", "7cwe-k3pj", "z5sa-8fyg", "q2nd-6xhu", "b9vt-4mrk", "e3jp-7wcs", "x6gy-5zfa", "u8hq-2dnt", "k4mv-9rbe"];
const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36";
const sessions = [
  { id: "s1", createdAt: iso(4_000), userAgent: agent, current: true },
  { id: "s2", createdAt: iso(400_000), userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", current: false },
];

const agents = (world) => {
  const one = (id, name, more = {}) => ({
    id, name, email: `${id}@example.com`, role: "agent", locale: "en", status: "available", reason: null, activity: "idle", capacity: 4, usedSlots: 1, teamIds: [], inboxIds: [],
    servesAll: true, skills: {}, languages: ["en"], vipDesk: false, disabled: false, secondFactor: false, invited: false, version: 1, ...more,
  });
  return [
    one(world.me.id, world.me.name, { email: world.me.email, role: world.me.role, activity: "on_contact" }),
    one("a2", "Tom Okafor"),
    one("a3", "李娜", { activity: "on_contact", capacity: 6, languages: ["zh", "en"], skills: { returns: 4 } }),
    one("a4", "Priya Nair", { status: "away" }),
    one("a5", "Jonas Weber", { status: "offline", invited: true, invitedUntil: iso(-6.2 * 86_400) }),
    one("a6", "陈思思", { status: "offline", invited: true, invitedUntil: null }),
  ];
};

const contactOf = (world, id) => ({ ...(world.rows.find((row) => row.contact.id === id) ?? world.rows[1]).contact, attributes: {}, note: null, externalId: null, createdAt: iso(9e6), lastSeenAt: iso(60), version: 4 });

const people = (world, query) => {
  const found = world.rows.filter((row) => query && row.contact.name?.toLowerCase().includes(query.toLowerCase()));
  return found.slice(0, 6).map((row) => contactOf(world, row.contact.id));
};

function callbacks(world, which) {
  const wanted = world.rows.slice(12, 17).map((row, i) => ({
    ...row,
    // Newer than the row that the desk has already.
    version: row.version + 1,
    callback: {
      phone: i === 1 ? null : `+49 40 55${i}2 10${i}`, email: i === 1 ? "maria.jensen.from.a.long.place@example.com" : null, requestedAt: iso(900 + 7_000 * i), note: i === 0 ? "After 5 pm, please" : null,
      doneAt: i === 4 ? iso(300) : null, doneBy: i === 4 ? { id: "a2", name: "Tom Okafor" } : null,
    },
  }));
  return which === "open" ? wanted.filter((row) => !row.callback.doneAt) : wanted;
}

function wall(world) {
  const [mine, other, queued] = [world.rows[0], world.rows[13], world.rows[7]];
  const wait = (row, seconds, breached = false) => ({ conversationId: row.conversationId, contact: row.contact, since: iso(seconds), dueAt: iso(seconds - 30), targetSeconds: 30, breached });
  const breach = (row, i) => ({
    conversationId: row.conversationId, at: iso(120 + 380 * i), cause: ["waiting_no_agent", "accepted_not_answered", "offered_not_accepted"][i % 3], metric: i % 2 ? "next_response" : "first_response",
    contact: row.contact, inboxName: row.inboxName, agent: i % 2 ? { id: "a2", name: "Tom Okafor" } : null,
  });
  return {
    serverTime: iso(0), waiting: 11, oldestWaitSeconds: 47, queue: { count: 7, overdue: 1, oldestSeconds: 41, oldest: wait(queued, 41, true) }, inHand: { count: 4, overdue: 1, oldestSeconds: 47, oldest: wait(mine, 47, true) },
    unanswered: [{ agentId: world.me.id, count: 3, overdue: 1, oldestUnansweredSeconds: 47, oldest: wait(mine, 47, true) }, { agentId: "a2", count: 1, overdue: 0, oldestUnansweredSeconds: 17, oldest: wait(other, 17) }],
    capacity: { serving: 4, freeSlots: 7, suspended: 1 }, frt30Today: 0.914, sl30Today: 0.872, frt30Of: 418, sl30Of: 431, conversationsToday: 431, answeredToday: 418, abandonedToday: 13, targetSeconds: 30,
    breachesLastHour: world.rows.slice(8, 17).map(breach), breachCountLastHour: 9, breachedConversationsLastHour: 8,
    agents: agents(world).slice(0, 4).map((one) => ({ agentId: one.id, name: one.name, status: one.status, reason: one.status === "away" ? "lunch" : null, activity: one.activity, usedSlots: one.usedSlots + 2, capacity: one.capacity, statusSince: iso(1500), idleSince: iso(200) })),
  };
}
