import type { ConversationRow } from "@chatservice/client";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useLive } from "../live/LiveProvider";
import classes from "./Details.module.css";

/** Shown at once, taken back when refused. */
export function Tags({ row }: { row: ConversationRow }) {
  const { t } = useI18n();
  const { actions } = useLive();
  const [pending, setPending] = useState<string[] | null>(null);
  const [text, setText] = useState("");
  const tags = pending ?? row.tags;

  async function save(next: string[]) {
    setPending(next);
    try {
      await actions.setTags(row.conversationId, next);
    } catch (error) {
      toastError(t, error);
    } finally {
      setPending(null);
    }
  }

  function add(event: FormEvent) {
    event.preventDefault();
    const tag = text.trim();
    if (!tag) return;
    setText("");
    if (!tags.includes(tag)) void save([...tags, tag]);
  }

  return (
    <form className={classes.tags} onSubmit={add}>
      {tags.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
          <button
            type="button"
            aria-label={t("desk.details.tags.remove", { tag })}
            onClick={() => void save(tags.filter((other) => other !== tag))}
          >
            <IconX size={12} />
          </button>
        </span>
      ))}
      <span className={classes.addTag}>
        <IconPlus size={12} aria-hidden="true" />
        <input
          value={text}
          maxLength={40}
          size={12}
          aria-label={t("desk.details.tags.add")}
          placeholder={t("desk.details.tags.add")}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </span>
    </form>
  );
}
