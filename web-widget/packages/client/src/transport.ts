import {
  HttpTransportType,
  type HubConnection,
  HubConnectionBuilder,
  type IHttpConnectionOptions,
  type IHubProtocol,
  LogLevel,
} from "@microsoft/signalr";

export interface TransportOptions {
  url: string;
  accessToken?: (() => string | Promise<string>) | undefined;
  withCredentials: boolean;
  /** How messages are written. Default: JSON, which costs a page nothing. */
  protocol?: IHubProtocol | undefined;
  /** Given by tests. */
  webSocket?: unknown;
  /** Given by tests. */
  httpClient?: IHttpConnectionOptions["httpClient"] | undefined;
}

/**
 * A SignalR connection that is not started yet. Plain: a WebSocket at once, which any node may serve. Negotiated: for networks
 * that let no WebSocket through, ending at long polling. SignalR's own reconnect stays off; `HubLink` does it.
 */
export function buildConnection(options: TransportOptions, negotiated: boolean): HubConnection {
  const http: IHttpConnectionOptions = {
    transport: negotiated ? HttpTransportType.WebSockets | HttpTransportType.LongPolling : HttpTransportType.WebSockets,
    skipNegotiation: !negotiated,
    withCredentials: options.withCredentials,
  };
  const token = options.accessToken;
  if (token) http.accessTokenFactory = () => token();
  // The option is there in the JavaScript and marked internal in the types.
  if (options.webSocket) (http as { WebSocket?: unknown }).WebSocket = options.webSocket;
  if (options.httpClient) http.httpClient = options.httpClient;
  const builder = new HubConnectionBuilder().withUrl(options.url, http).configureLogging(LogLevel.None);
  return (options.protocol ? builder.withHubProtocol(options.protocol) : builder).build();
}
