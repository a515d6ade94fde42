import { notifications } from "@mantine/notifications";
import { toast } from "../../app/errors";

export interface Told {
  /** Of one conversation. */
  alone: string;
  /** Of several. */
  together(n: number): string;
  color?: string;
  /** Opens what it is about; of several, the one told last. */
  onClick(): void;
}

/** One toast of a kind at a time, and it counts: a full desk is not papered over. A click opens what it tells. */
export class MergedToasts {
  readonly #shown = new Map<string, Set<string>>();

  tell(kind: string, subject: string, { alone, together, color, onClick }: Told): void {
    const shown = this.#shown.get(kind) ?? new Set();
    this.#shown.set(kind, shown);
    const id = `merged ${kind}`;
    const first = shown.size === 0;
    shown.add(subject);
    const open = () => {
      notifications.hide(id);
      onClick();
    };
    if (first) toast(alone, { id, ...(color && { color }), onClick: open, onClose: () => shown.clear() });
    else notifications.update({ id, message: shown.size === 1 ? alone : together(shown.size), onClick: open });
  }
}
