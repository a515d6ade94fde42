import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";

const parts = [
  { id: "install", label: "admin.inbox.install" },
  { id: "basics", label: "admin.inbox.basics" },
  { id: "words", label: "admin.inbox.words" },
  { id: "launcher", label: "admin.inbox.launcher" },
  { id: "pre-chat", label: "admin.field.preChat" },
  { id: "origins", label: "admin.field.allowedOrigins" },
  { id: "routing", label: "admin.routing.mode" },
] as const;

/** The parts of a long page, beside it. */
export function InboxContents({ installable }: { installable: boolean }) {
  const { t } = useI18n();
  return (
    <nav aria-label={t("admin.inbox.contents")}>
      <ul className={classes.contents}>
        {parts
          .filter((part) => installable || part.id !== "install")
          .map((part) => (
            <li key={part.id}>
              <a
                href={`#${part.id}`}
                onClick={(event) => {
                  // The address stays: a hash would be one more step back.
                  event.preventDefault();
                  document.getElementById(part.id)?.scrollIntoView({ block: "start" });
                }}
              >
                {t(part.label)}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}
