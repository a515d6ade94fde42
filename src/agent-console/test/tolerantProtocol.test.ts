import { MessageType, NullLogger } from "@microsoft/signalr";
import { expect, test, vi } from "vitest";
import { TolerantMessagePack } from "../src/desk/live/tolerantProtocol";

const protocol = new TolerantMessagePack();
const push = (target: string, value: unknown) =>
  new Uint8Array(protocol.writeMessage({ type: MessageType.Invocation, target, arguments: [value] }) as ArrayBuffer);

/** `{"__proto__": 1}`: the encoder of the library would not write it. */
function unreadable(): Uint8Array {
  const record = push("ConversationChanged", { aaaaaaaaa: 1 });
  const key = new TextEncoder().encode("__proto__");
  const at = record.findIndex((_, i) => key.every((__, n) => record[i + n] === "a".charCodeAt(0)));
  record.set(key, at);
  return record;
}

const together = (...records: Uint8Array[]) => new Uint8Array(records.flatMap((record) => [...record])).buffer;

test("A record that cannot be read is left out, and those beside it are heard", () => {
  const complained = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const long = push("MessageAppended", { text: "x".repeat(300) });
  const heard = protocol.parseMessages(together(push("OfferMade", { n: 1 }), unreadable(), long), NullLogger.instance);
  expect(heard).toMatchObject([
    { target: "OfferMade", arguments: [{ n: 1 }] },
    { target: "MessageAppended", arguments: [{ text: "x".repeat(300) }] },
  ]);
  expect(complained).toHaveBeenCalledTimes(1);
});

test("Nothing but an unreadable record ends nothing", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(protocol.parseMessages(together(unreadable()), NullLogger.instance)).toEqual([]);
});
