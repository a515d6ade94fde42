export { Backoff, type BackoffOptions } from "./backoff";
export { Emitter } from "./emitter";
export { ChatError, type ErrorCode, parseHttpError, parseHubError } from "./errors";
export { type Exclusive, openExclusive, StorageLease, WebLocks } from "./exclusive";
export { HubLink, type HubLinkOptions, type LinkEvents, type LinkState } from "./hubLink";
export { newId } from "./ids";
export { type KeyValueStore, MemoryStore, openStore, WebStore } from "./keyValueStore";
export { type DeliveryState, MessageLog, type MessageLogOptions, type OutgoingEntry } from "./messageLog";
export { Outbox, type OutboxChange, type OutboxEntry, type OutboxOptions, outboxLimit } from "./outbox";
export * from "./protocol";
export { Tabs } from "./tabs";
export {
  type ChatView,
  storageName,
  VisitorChat,
  type VisitorChatEvents,
  type VisitorChatOptions,
} from "./visitorChat";
