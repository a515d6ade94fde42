import { notifications } from "@mantine/notifications";
import { afterEach, vi } from "vitest";

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
