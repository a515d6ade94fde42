import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Command, useCommands } from "../../app/commands";
import { useI18n } from "../../app/i18n";
import type { TimelineItem } from "./timeline";

interface Input {
  items: TimelineItem[];
  scroller: RefObject<HTMLDivElement | null>;
  /** Of the item that the keyboard is on; it stays drawn however far one scrolls. */
  current: string | null;
  setCurrent(key: string | null): void;
  /** Index of the last item in sight. */
  lastInSight(): number;
  show(index: number): void;
}

/**
 * Roving focus: the arrow keys move through the messages, and one of them can be tabbed to. What can be done with the message that has
 * the focus are keys with a modifier and Enter, because letters typed over the messages go into the reply.
 */
export function useMessageKeys({ items, scroller, current, setCurrent, lastInSight, show }: Input) {
  const { t } = useI18n();
  const wanted = useRef<string | null>(null);
  const [, redraw] = useState(0);

  const go = useCallback(
    (index: number) => {
      const item = items[index];
      if (!item) return;
      wanted.current = item.key;
      setCurrent(item.key);
      show(index);
      // Also when it is the current one already: the focus may be elsewhere.
      redraw((n) => n + 1);
    },
    [items, setCurrent, show],
  );

  const toNewest = useCallback(() => {
    const last = bubbleFrom(items, Math.min(lastInSight(), items.length - 1), -1);
    if (last >= 0) go(last);
  }, [items, lastInSight, go]);

  // The message may have been drawn for this alone.
  useLayoutEffect(() => {
    if (wanted.current === null || wanted.current !== current) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(current)}"]`);
    if (!element) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    const by = { ArrowDown: 1 as const, ArrowUp: -1 as const }[event.key];
    if (!by) return;
    event.preventDefault();
    const on = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-message]") : null;
    const at = items.findIndex((item) => item.key === on?.dataset.message);
    if (at < 0) return toNewest();
    const next = bubbleFrom(items, at + by, by);
    if (next >= 0) go(next);
  };

  const commands = useMemo<Command[]>(
    () => [
      {
        id: "messages",
        label: t("desk.keys.messages"),
        group: "app.group.conversation",
        keys: "messages",
        rare: true,
        run: toNewest,
      },
    ],
    [t, toNewest],
  );
  useCommands(commands);
  return onKeyDown;
}

/** The nearest bubble from there on in that direction; -1: there is none. Lines that only tell what happened have nothing to be done with. */
function bubbleFrom(items: TimelineItem[], from: number, by: 1 | -1): number {
  for (let index = from; index >= 0 && index < items.length; index += by) {
    if (items[index]?.type === "bubble") return index;
  }
  return -1;
}
