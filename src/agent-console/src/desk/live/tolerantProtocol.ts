import type { HubMessage, ILogger } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

/**
 * MessagePack, one record at a time: a record that cannot be read is left out. The plain protocol throws, and the connection ends; the
 * next push of the same thing would end it again. What was missed is found by its number, or by the next read.
 */
export class TolerantMessagePack extends MessagePackHubProtocol {
  override parseMessages(input: ArrayBuffer, logger: ILogger): HubMessage[] {
    return records(new Uint8Array(input)).flatMap((record) => {
      try {
        return super.parseMessages(record, logger);
      } catch (error) {
        console.error("A message of the server could not be read.", error);
        return [];
      }
    });
  }
}

/** Each record with the length before it: seven bits a byte, the lowest first, the eighth says that another follows. */
function records(input: Uint8Array): ArrayBuffer[] {
  const found: ArrayBuffer[] = [];
  for (let at = 0; at < input.length; ) {
    let [length, shift, digits] = [0, 0, 0];
    let byte: number;
    do {
      byte = input[at + digits++] ?? 0;
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80 && digits < 5);
    const end = Math.min(at + digits + length, input.length);
    found.push(input.slice(at, end).buffer as ArrayBuffer);
    at = end;
  }
  return found;
}
