import { notifications } from "@mantine/notifications";
import { afterEach, vi } from "vitest";

// What happy-dom lacks and the components ask for.
const fonts = { addEventListener: () => undefined, removeEventListener: () => undefined };
Object.defineProperty(document, "fonts", { value: fonts, configurable: true });
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// All files run in one page: a test leaves nothing behind for the next.
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  notifications.clean();
  notifications.cleanQueue();
  localStorage.clear();
  sessionStorage.clear();
});
