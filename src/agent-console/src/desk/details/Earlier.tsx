import type { ConversationRow } from "@chatservice/client";
import { Link } from "wouter";
import { useI18n } from "../../app/i18n";
import { dateTimeText } from "../durations";
import classes from "./Details.module.css";

export function Earlier({ rows }: { rows: ConversationRow[] }) {
  const { t, tag: locale } = useI18n();
  if (rows.length === 0) return <p className={classes.none}>{t("desk.details.earlier.none")}</p>;
  return (
    <ul className={classes.earlier}>
      {rows.map((row) => (
        <li key={row.conversationId}>
          <Link href={`/c/${row.conversationId}`} className={classes.earlierLink}>
            <span className={classes.earlierText}>{row.lastMessage?.text ?? t("desk.row.noMessage")}</span>
            <span className={classes.hint}>
              {dateTimeText(row.createdAt, locale)}
              {row.assignee && ` · ${row.assignee.name}`}
              {row.rating != null && ` · ${row.rating}★`}
              {row.solved != null && ` · ${t(row.solved ? "desk.solved.yes" : "desk.solved.no")}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
