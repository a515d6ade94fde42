/** A WebSocket whose other end is the test: it speaks the SignalR JSON protocol by hand, one record per `\u001e`. */
export class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  readyState = FakeSocket.CONNECTING;
  onopen: (() => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  closed = false;
  readonly #server: FakeServer;
  readonly url: string;

  constructor(server: FakeServer, url: string) {
    this.#server = server;
    this.url = url;
    queueMicrotask(() => server.reached(this));
  }

  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  /** The network fails under it. */
  drop(): void {
    if (this.closed) return;
    this.closed = true;
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ wasClean: false, code: 1006, reason: "" });
  }

  send(data: string): void {
    for (const record of data.split("\u001e")) if (record) this.#server.received(this, JSON.parse(record));
  }

  close(): void {
    this.closed = true;
    this.readyState = FakeSocket.CLOSED;
  }

  push(record: object): void {
    if (!this.closed) this.onmessage?.({ data: `${JSON.stringify(record)}\u001e` });
  }
}

interface HubRecord {
  type?: number;
  protocol?: string;
  target?: string;
  invocationId?: string;
  arguments?: [Record<string, unknown>];
}

export interface Call {
  socket: FakeSocket;
  target: string;
  argument: Record<string, unknown>;
}

/** Thrown by a handler: the call is never answered. */
export const noAnswer = Symbol("no answer");

type Handler = (argument: never, call: Call) => unknown;

export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly calls: Call[] = [];
  readonly handlers = new Map<string, Handler>();
  /** False: no socket opens. */
  up = true;

  /** Give it to the client as its `WebSocket`. */
  readonly webSocket: unknown = socketClass(this);

  handle(target: string, handler: Handler): void {
    this.handlers.set(target, handler);
  }

  callsTo(target: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.target === target).map((call) => call.argument);
  }

  get live(): FakeSocket[] {
    return this.sockets.filter((socket) => socket.readyState === FakeSocket.OPEN);
  }

  push(target: string, argument: object): void {
    for (const socket of this.live) socket.push({ type: 1, target, arguments: [argument] });
  }

  dropAll(): void {
    for (const socket of this.live) socket.drop();
  }

  reached(socket: FakeSocket): void {
    this.sockets.push(socket);
    if (this.up) socket.open();
    else socket.drop();
  }

  received(socket: FakeSocket, record: HubRecord): void {
    if (record.protocol) queueMicrotask(() => socket.push({}));
    if (record.type !== 1 || !record.target) return;
    const argument = record.arguments?.[0] ?? {};
    const call = { socket, target: record.target, argument };
    this.calls.push(call);
    queueMicrotask(() => this.#answer(call, record.invocationId as string));
  }

  #answer(call: Call, invocationId: string): void {
    try {
      const result = this.handlers.get(call.target)?.(call.argument as never, call) ?? {};
      call.socket.push({ type: 3, invocationId, result });
    } catch (error) {
      if (error === noAnswer) return;
      const text = `An unexpected error occurred invoking '${call.target}' on the server. HubException: ${(error as Error).message}`;
      call.socket.push({ type: 3, invocationId, error: text });
    }
  }
}

function socketClass(server: FakeServer): typeof FakeSocket {
  return class extends FakeSocket {
    constructor(url: string) {
      super(server, url);
    }
  } as unknown as typeof FakeSocket;
}
