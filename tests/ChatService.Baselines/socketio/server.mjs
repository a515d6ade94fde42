// Baseline (c): a Socket.IO server that relays to a room through its Redis adapter and awaits one INSERT for each message. Tuned as its documentation says: WebSocket only, no
// per-message compression, bufferutil for the masks, the HTTP request of the handshake let go, a pool of PostgreSQL connections with a named, thus prepared statement.
// PORT, REDIS_URL, DATABASE_URL. Says "ready" when it serves.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import pg from "pg";
import { Server } from "socket.io";

const INSERT = {
  name: "keep",
  text: "INSERT INTO message (id, conversation_id, seq, client_message_id, text, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
};

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
// Two processes may make it at once: the second one then finds it.
await pool
  .query(
    "CREATE TABLE IF NOT EXISTS message (id uuid PRIMARY KEY, conversation_id uuid NOT NULL, seq bigint NOT NULL, client_message_id uuid NOT NULL, text text NOT NULL, created_at timestamptz NOT NULL)",
  )
  .catch((error) => {
    if (error.code !== "23505" && error.code !== "42P07") throw error;
  });

const publisher = new Redis(process.env.REDIS_URL);
const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
  adapter: createAdapter(publisher, publisher.duplicate()),
});
io.engine.on("connection", (raw) => {
  raw.request = null;
});

const last = new Map();

io.on("connection", (socket) => {
  socket.on("Join", async (conversationId, answer) => {
    await socket.join(conversationId);
    answer({});
  });

  socket.on("SendMessage", async ({ conversationId, clientMessageId, text }, answer) => {
    const seq = (last.get(conversationId) ?? 0) + 1;
    last.set(conversationId, seq);
    const [messageId, createdAt] = [randomUUID(), new Date()];
    try {
      await pool.query({ ...INSERT, values: [messageId, conversationId, seq, clientMessageId, text, createdAt] });
    } catch (error) {
      answer({ error: String(error.code ?? error.message) });
      return;
    }
    const sender = { kind: "visitor", id: null, name: null };
    const message = {
      conversationId,
      seq,
      messageId,
      clientMessageId,
      sender,
      kind: "text",
      text,
      attachments: [],
      createdAt,
    };
    io.to(conversationId).emit("MessageAppended", message);
    answer({ seq, createdAt, duplicate: false });
  });
});

http.listen(Number(process.env.PORT), "127.0.0.1", 4096, () => console.log("ready"));
