// Reads one base64 line per record of the MessagePack hub protocol, decodes it with the official client, and prints its arguments.
import { createInterface } from "node:readline";
import { NullLogger } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

const protocol = new MessagePackHubProtocol();
for await (const line of createInterface({ input: process.stdin })) {
  const bytes = new Uint8Array(Buffer.from(line, "base64"));
  const [message] = protocol.parseMessages(bytes.buffer, NullLogger.instance);
  console.log(JSON.stringify(message.arguments));
}
