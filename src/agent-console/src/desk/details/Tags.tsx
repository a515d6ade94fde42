import type { ConversationRow } from "@chatservice/client";
import { IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useLive } from "../live/LiveProvider";
import { AddTag } from "./AddTag";
import classes from "./Details.module.css";
import { tagsKey } from "./useTagList";

type Change = { tag: string; on: boolean };

/** Each tag goes on and off by itself, so that two who tag at once keep both. Shown at once, taken back when refused. */
export function Tags({ row }: { row: ConversationRow }) {
  const { t } = useI18n();
  const { actions } = useLive();
  const queries = useQueryClient();
  const [pending, setPending] = useState<readonly Change[]>([]);
  const tags = pending.reduce(
    (list, { tag, on }) =>
      on ? [...list.filter((other) => other !== tag), tag] : list.filter((other) => other !== tag),
    row.tags,
  );

  async function change(entry: Change) {
    setPending((all) => [...all, entry]);
    try {
      await (entry.on ? actions.addTag : actions.removeTag)(row.conversationId, entry.tag);
      void queries.invalidateQueries({ queryKey: tagsKey });
    } catch (error) {
      toastError(t, error);
    } finally {
      setPending((all) => all.filter((other) => other !== entry));
    }
  }

  return (
    <div className={classes.tags}>
      {tags.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
          <button
            type="button"
            aria-label={t("desk.details.tags.remove", { tag })}
            onClick={() => void change({ tag, on: false })}
          >
            <IconX size={12} />
          </button>
        </span>
      ))}
      <AddTag taken={tags} onAdd={(tag) => void change({ tag, on: true })} />
    </div>
  );
}
