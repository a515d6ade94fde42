import { useEffect, useRef } from "react";
import { useI18n } from "../../app/i18n";
import type { CannedReply } from "../live/types";
import classes from "./CannedMenu.module.css";
import type { Canned } from "./useCanned";

/** Over the composer: on the left what matches, on the right what would be written. */
export function CannedMenu({ canned, onPick }: { canned: Canned; onPick(reply: CannedReply): void }) {
  const { t } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  const { activeId } = canned;
  useEffect(() => {
    if (activeId) list.current?.querySelector(`#${CSS.escape(activeId)}`)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  if (canned.replies.length === 0) {
    return (
      <div className={classes.menu}>
        <p className={classes.none}>{t(canned.none ? "desk.canned.empty" : "desk.canned.none")}</p>
      </div>
    );
  }
  return (
    <div className={classes.menu}>
      <div
        ref={list}
        id="canned-list"
        className={classes.list}
        role="listbox"
        aria-label={t("desk.canned.label")}
        tabIndex={-1}
      >
        {canned.replies.map((reply) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the composer's, which keeps the focus
          <div
            key={reply.id}
            id={`canned-${reply.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={reply === canned.active}
            className={classes.option}
            onMouseEnter={() => canned.choose(reply)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(reply)}
          >
            <code className={classes.shortcut}>/{reply.shortcut.replace(/^\//, "")}</code>
            <span className={classes.title}>{reply.title}</span>
          </div>
        ))}
      </div>
      {canned.active && <div className={classes.preview}>{canned.preview(canned.active)}</div>}
    </div>
  );
}
