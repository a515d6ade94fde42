/**
 * The words on the wire, as in `src/ChatService.Contracts/PROTOCOL.md`. Ids are UUID strings, times are ISO 8601 in UTC,
 * durations are whole seconds. An absent optional field and `null` mean the same. A server may add values to any of the unions.
 */

export * from "./calls";
export * from "./conversations";
export * from "./events";
export * from "./messages";
export * from "./session";
export * from "./words";
