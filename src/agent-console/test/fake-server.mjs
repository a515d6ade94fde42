/**
 * A server with a script instead of a memory: HTTP answers and a SignalR hub in MessagePack. For looking at the console without the
 * real server; nothing of it is shipped. `startFake({root, port})` → `{url, push, calls, setDown, close}`.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import msgpack from "@microsoft/signalr-protocol-msgpack";
import { createWorld } from "./fake-world.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const protocol = new msgpack.MessagePackHubProtocol();
const noLog = { log: () => undefined };
const csp = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; img-src 'self' data:";

export async function startFake({ root, port = 0, world = createWorld() }) {
  const sockets = new Set();
  const calls = [];
  let down = false;

  const server = createServer((request, response) => {
    if (down) return request.socket.destroy();
    const url = new URL(request.url, "http://fake");
    if (!url.pathname.startsWith("/api/")) return serveFile(root, url.pathname, response);
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const answer = world.http(request.method, url, body ? JSON.parse(body) : null);
      const status = answer.status ?? 200;
      response.writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json" });
      response.end(JSON.stringify(answer.body ?? answer));
    });
  });

  server.on("upgrade", (request, socket) => {
    if (down) return socket.destroy();
    const key = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
    sockets.add(socket);
    const forget = () => sockets.delete(socket);
    socket.on("close", forget);
    socket.on("error", forget);
    readFrames(socket, {
      onText: () => onHandshake(socket),
      onBytes: (bytes) => {
        for (const record of protocol.parseMessages(bytes, noLog)) onRecord(socket, record);
      },
    });
  });

  function onHandshake(socket) {
    sendFrame(socket, 0x81, Buffer.from("{}\u001e"));
    for (const [target, value] of world.onConnect()) send(socket, { type: 1, target, arguments: [value] });
  }

  function onRecord(socket, record) {
    if (record.type === 6) return send(socket, { type: 6 });
    if (record.type !== 1) return;
    const [argument] = record.arguments;
    calls.push([record.target, argument]);
    const { error, result = {}, events = [] } = world.hub(record.target, argument);
    const invocationId = record.invocationId;
    send(socket, error ? { type: 3, invocationId, error: `HubException: ${error}` } : { type: 3, invocationId, result });
    for (const [target, value] of events) push(target, value);
  }

  function push(target, value) {
    for (const socket of sockets) send(socket, { type: 1, target, arguments: [value] });
  }

  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    world,
    calls,
    push,
    setDown(value) {
      down = value;
      if (value) for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function serveFile(root, pathname, response) {
  const wanted = join(root, pathname);
  const file = extname(pathname) && existsSync(wanted) ? wanted : join(root, "console/index.html");
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", "content-security-policy": csp });
  createReadStream(file).pipe(response);
}

function send(socket, record) {
  sendFrame(socket, 0x82, Buffer.from(protocol.writeMessage(record)));
}

function sendFrame(socket, kind, payload) {
  const head =
    payload.length < 126
      ? Buffer.from([kind, payload.length])
      : payload.length < 65536
        ? Buffer.from([kind, 126, payload.length >> 8, payload.length & 255])
        : Buffer.concat([Buffer.from([kind, 127]), bigLength(payload.length)]);
  socket.write(Buffer.concat([head, payload]));
}

function bigLength(length) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}

function readFrames(socket, { onText, onBytes }) {
  let buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      if (buffer.length < 2) return;
      const opcode = buffer[0] & 15;
      let length = buffer[1] & 127;
      let offset = 2;
      if (length === 126) {
        if (buffer.length < 4) return;
        length = buffer.readUInt16BE(2);
        offset = 4;
      }
      if (buffer.length < offset + 4 + length) return;
      const mask = buffer.subarray(offset, offset + 4);
      const data = Buffer.from(buffer.subarray(offset + 4, offset + 4 + length).map((byte, i) => byte ^ mask[i % 4]));
      buffer = buffer.subarray(offset + 4 + length);
      if (opcode === 8) return socket.end();
      if (opcode === 1) onText();
      if (opcode === 2) onBytes(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
    }
  });
}
