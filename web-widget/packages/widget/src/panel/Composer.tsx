import { maxTextLength } from "@chatservice/client";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "./context";
import { Icon } from "./icons";

interface ComposerProps {
  /** Returns false when the text must stay (a name is missing, the outbox is full). */
  onSend: (text: string) => boolean;
  onReady: (field: HTMLTextAreaElement | null) => void;
}

/** Enter sends, Shift+Enter breaks; an input method that is composing keeps its Enter. */
export function Composer({ onSend, onReady }: ComposerProps) {
  const { chat, language } = usePanel();
  const { t } = language;
  const [text, setText] = useState(chat.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const over = text.trim().length - maxTextLength;
  const canSend = text.trim().length > 0 && over <= 0;

  useLayoutEffect(() => onReady(field.current), []);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "";
    // Nothing to measure while the panel is hidden; one line is the style sheet's.
    if (area.scrollHeight > area.clientHeight) area.style.height = `${Math.min(area.scrollHeight, 140)}px`;
  }, [text]);

  const write = (value: string) => {
    setText(value);
    chat.draft = value;
  };
  const send = () => {
    if (canSend) {
      // What is missing has the caret.
      if (!onSend(text)) return;
      write("");
    }
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // 229: Safari ends the composition before it tells the key.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const onInput = (event: Event) => {
    const value = (event.target as HTMLTextAreaElement).value;
    write(value);
    chat.typing(value);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {over > 0 && (
        <p class="error" role="alert">
          {t("tooLong", { n: over })}
        </p>
      )}
      <div class="row">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t("composerPlaceholder")}
          aria-label={t("composerLabel")}
          onInput={onInput}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="send" aria-label={t("send")} title={t("send")} aria-disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
