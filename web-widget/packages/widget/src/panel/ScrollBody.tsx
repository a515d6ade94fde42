import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "./context";
import { Icon } from "./icons";

/** Nearer to the end than this counts as being there. */
const nearEnd = 60;

/** The log. It follows the newest message unless the visitor has scrolled up to read, and marks as read only what is looked at. */
export function ScrollBody({ open, children }: { open: boolean; children: ComponentChildren }) {
  const { chat, view, language } = usePanel();
  const { t } = language;
  const area = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [away, setAway] = useState(false);
  const lastOutgoing = view.outgoing.at(-1)?.clientMessageId;
  // Before the first message the greeting is what is read, not the form below it.
  const begun = useRef(false);
  begun.current = view.messages.length > 0 || lastOutgoing !== undefined;

  const toEnd = () => {
    const element = area.current;
    if (element) element.scrollTop = begun.current ? element.scrollHeight : 0;
  };
  const see = () => {
    if (open && following.current && document.visibilityState === "visible") chat.markRead();
  };
  const onScroll = () => {
    const element = area.current;
    if (!element || !begun.current) return;
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    setAway(!following.current);
    see();
  };
  useLayoutEffect(() => {
    following.current = true;
    toEnd();
  }, [lastOutgoing, open]);
  useLayoutEffect(() => {
    if (following.current) toEnd();
    see();
  });
  useEffect(() => {
    // The keyboard, a card that unfolds and a longer composer take room; the newest message stays in sight.
    const follow = () => following.current && toEnd();
    const room = new ResizeObserver(follow);
    const content = new MutationObserver(follow);
    if (area.current) {
      room.observe(area.current);
      content.observe(area.current, { childList: true, subtree: true });
    }
    document.addEventListener("visibilitychange", see);
    return () => {
      room.disconnect();
      content.disconnect();
      document.removeEventListener("visibilitychange", see);
    };
  }, [open]);
  return (
    <div class="body">
      <div
        ref={area}
        class="scroll"
        role="log"
        aria-live="polite"
        aria-label={t("log")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {children}
        {view.typing && view.connection === "live" && (
          <p class="typing">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="sr">{t("typing", { name: view.typing.name || t("agent") })}</span>
          </p>
        )}
      </div>
      {away && (
        <button type="button" class="down" aria-label={t("newMessages")} title={t("newMessages")} onClick={toEnd}>
          <Icon name="down" />
          {view.unread > 0 && <span>{view.unread}</span>}
        </button>
      )}
    </div>
  );
}
