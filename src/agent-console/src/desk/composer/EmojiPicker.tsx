import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";
import { useI18n } from "../../app/i18n";
import classes from "./EmojiPicker.module.css";
import { emoji } from "./emoji";

const columns = 8;
const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };

/** A grid of signs, found by name in either language. A chunk of its own: most replies need none. */
export default function EmojiPicker({ onPick }: { onPick(sign: string): void }) {
  const { t, locale } = useI18n();
  const [text, setText] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLowerCase();
  const shown = emoji.filter(([, en, zh]) => !wanted || en.toLowerCase().includes(wanted) || zh.includes(wanted));

  function onGridKey(event: KeyboardEvent) {
    const by = moves[event.key];
    if (!by) return;
    event.preventDefault();
    const buttons = [...(grid.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
  }

  function onFieldKey(event: KeyboardEvent) {
    const first = shown[0];
    if (event.key === "Enter" && first) {
      event.preventDefault();
      onPick(first[0]);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      grid.current?.querySelector("button")?.focus();
    }
  }

  return (
    <div className={classes.picker}>
      <TextInput
        data-autofocus
        size="xs"
        aria-label={t("desk.emoji.search")}
        placeholder={t("desk.emoji.search")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onFieldKey}
      />
      {shown.length === 0 && <p className={classes.none}>{t("desk.emoji.none")}</p>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it have the focus */}
      <div ref={grid} className={classes.grid} onKeyDown={onGridKey}>
        {shown.map(([sign, en, zh]) => {
          const name = locale === "zh-CN" ? zh : en;
          return (
            <button
              key={sign}
              type="button"
              className={classes.sign}
              aria-label={name}
              title={name}
              onClick={() => onPick(sign)}
            >
              {sign}
            </button>
          );
        })}
      </div>
    </div>
  );
}
