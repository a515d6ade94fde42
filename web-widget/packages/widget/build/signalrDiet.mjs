const stubs = {
  MessageBuffer: "export class MessageBuffer {}",
  ServerSentEventsTransport: "export class ServerSentEventsTransport {}",
  XhrHttpClient: "export class XhrHttpClient {}",
};

/**
 * Takes from the SignalR client what the widget never runs: its log lines (logging is off), server-sent events (long polling is the
 * fallback), XMLHttpRequest (every browser that runs the widget has fetch) and the buffer of stateful reconnects (the server allows none:
 * messages are numbered, and the client resumes by number). Behaviour is unchanged.
 */
export function signalrDiet() {
  return {
    name: "signalr-diet",
    transform: {
      filter: { id: /@microsoft\/signalr\/dist\/esm\/\w+\.js/ },
      handler(code, id) {
        const stub = stubs[/(\w+)\.js/.exec(id.split("/").at(-1))?.[1]];
        if (stub) return { code: stub, map: null };
        const cuts = logStatements(this.parse(code));
        return cuts.length > 0 ? { code: cutOut(code, cuts), map: null } : null;
      },
    },
  };
}

/** Statements of the form `….log(LogLevel.X, …);`. */
function logStatements(tree) {
  const found = [];
  const visit = (node) => {
    if (!node || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach(visit);
    if (node.type === "ExpressionStatement" && isLogCall(node.expression)) return found.push([node.start, node.end]);
    for (const [key, child] of Object.entries(node)) if (key !== "parent") visit(child);
  };
  visit(tree.body);
  return found;
}

function isLogCall(call) {
  return (
    call.type === "CallExpression" &&
    call.callee.type === "MemberExpression" &&
    call.callee.property.name === "log" &&
    call.arguments[0]?.type === "MemberExpression" &&
    call.arguments[0].object.name === "LogLevel"
  );
}

function cutOut(code, cuts) {
  let out = "";
  let at = 0;
  for (const [start, end] of cuts) {
    out += `${code.slice(at, start)};`;
    at = end;
  }
  return out + code.slice(at);
}

/** Chunks here bring no style sheets, so loading one needs no helper: import as the browser does it, and no event of the builder on the page. */
export function plainImports() {
  return {
    name: "plain-imports",
    enforce: "pre",
    load: {
      filter: { id: /vite\/preload-helper\.js$/ },
      handler: () => "export const __vitePreload = (load) => load();",
    },
  };
}
