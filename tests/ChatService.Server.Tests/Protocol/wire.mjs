// HTTP by fetch, hubs by Microsoft's client, and a list of what did not agree with PROTOCOL.md.
import signalR from "@microsoft/signalr";
import msgpack from "@microsoft/signalr-protocol-msgpack";
import { mismatches } from "./shapes.mjs";

const limitMs = 20_000;
const events = [
  "MessageAppended",
  "ConversationChanged",
  "TypingChanged",
  "ReadChanged",
  "Draining",
  "Closed",
  "QueueChanged",
  "DeskChanged",
  "OfferMade",
  "OfferEnded",
  "AgentChanged",
  "SlaWarning",
  "SlaBreached",
];
const protocols = {
  json: () => new signalR.JsonHubProtocol(),
  messagepack: () => new msgpack.MessagePackHubProtocol(),
};
const wrong = [];
let checks = 0;
let protocol;

/** The hub protocol of all connections: json or messagepack. */
export function speak(wire) {
  protocol = protocols[wire];
}

/** Compares with a shape. */
export function check(what, shape, value) {
  checks++;
  wrong.push(...mismatches(shape, value, what));
}

/** Compares with a value. */
export function same(what, actual, expected) {
  checks++;
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    wrong.push(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

/** Ends the process: 0 when everything agreed. */
export function report() {
  for (const line of wrong) console.error(line);
  console.log(`${checks} checks, ${wrong.length} mismatches`);
  process.exit(wrong.length === 0 ? 0 : 1);
}

export async function postJson(server, path, body, headers = {}) {
  return (
    await answer(
      await fetch(server + path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", ...headers },
      }),
      path,
    )
  ).body;
}

export async function getJson(server, path, headers = {}) {
  return (await answer(await fetch(server + path, { headers }), path)).body;
}

/** Logs in: the agent and its cookie. */
export async function login(server, email, password) {
  const path = "/api/auth/login";
  const { response, body } = await answer(
    await fetch(server + path, {
      method: "POST",
      body: JSON.stringify({ email, password }),
      headers: { "Content-Type": "application/json", Origin: server },
    }),
    path,
  );
  const [header] = response.headers.getSetCookie();
  if (!/;\s*httponly/i.test(header) || !/;\s*samesite=lax/i.test(header))
    wrong.push(`the cookie is not HttpOnly and SameSite=Lax: ${header.replace(/=[^;]*/, "=…")}`);
  return { agent: body.agent, cookie: header.split(";")[0] };
}

async function answer(response, path) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return { response, body: JSON.parse(text) };
}

/** The code of a refused call, as PROTOCOL.md §2 says how to find it; "none" when it was not refused. */
export async function refusal(call) {
  try {
    await call;
    return "none";
  } catch (error) {
    const text = String(error.message);
    return text.slice(text.lastIndexOf("HubException: ") + "HubException: ".length).split(": ")[0];
  }
}

/** A connection to /hubs/visitor or /hubs/agent. */
export async function connect(server, hub, { token, headers, transport = "WebSockets" }) {
  const options = {
    transport: signalR.HttpTransportType[transport],
    skipNegotiation: transport === "WebSockets",
    headers,
  };
  if (token) options.accessTokenFactory = () => token;
  const connection = new signalR.HubConnectionBuilder()
    .withUrl(`${server}/hubs/${hub}`, options)
    .withHubProtocol(protocol())
    .configureLogging(signalR.LogLevel.None)
    .build();
  const heard = new Map(events.map((name) => [name, []]));
  const waiting = new Set();
  for (const name of events) {
    connection.on(name, (...args) => {
      if (args.length !== 1) wrong.push(`${name} carries ${args.length} arguments, not one`);
      heard.get(name).push(args[0]);
      for (const look of waiting) look();
    });
  }
  await connection.start();
  return {
    call: (method, argument) => connection.invoke(method, argument),
    invoke: (...args) => connection.invoke(...args),
    heard: (name) => heard.get(name),
    stop: () => connection.stop(),
    hears: (name, match) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${hub}: no such ${name} within ${limitMs} ms: ${match}`));
        }, limitMs);
        const look = () => {
          const found = heard.get(name).find(match);
          if (found === undefined) return;
          clearTimeout(limit);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
