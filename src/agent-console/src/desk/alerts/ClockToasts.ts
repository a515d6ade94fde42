import { notifications } from "@mantine/notifications";
import { toast } from "../../app/errors";

export type ClockKind = "warned" | "breached";

const colors: Record<ClockKind, string> = { warned: "yellow", breached: "red" };

/** Clocks that run out together are told together: one toast of a kind at a time, and it counts. A full desk is not papered over. */
export class ClockToasts {
  readonly #shown: Record<ClockKind, Set<string>> = { warned: new Set(), breached: new Set() };

  /** `alone` is said of one conversation, `together` of several. */
  tell(kind: ClockKind, conversationId: string, alone: string, together: (n: number) => string): void {
    const shown = this.#shown[kind];
    const id = `clock ${kind}`;
    const first = shown.size === 0;
    shown.add(conversationId);
    if (first) toast(alone, { id, color: colors[kind], onClose: () => shown.clear() });
    else notifications.update({ id, message: shown.size === 1 ? alone : together(shown.size) });
  }
}
