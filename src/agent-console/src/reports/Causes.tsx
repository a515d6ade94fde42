import { useI18n } from "../app/i18n";
import { causeText } from "./causes";
import { percent } from "./figures";
import classes from "./Reports.module.css";

interface Props {
  causes: Record<string, number>;
  onPick(cause: string): void;
  onAll(): void;
}

/** Why targets were missed; the most frequent cause first. */
export function Causes({ causes, onPick, onAll }: Props) {
  const { t, locale } = useI18n();
  const rows = Object.entries(causes)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  if (rows.length === 0) return <p className={classes.muted}>{t("reports.noCauses")}</p>;
  return (
    <>
      <ul className={classes.causes}>
        {rows.map(([cause, count]) => (
          <li key={cause} className={classes.cause}>
            <span>
              <button type="button" className={classes.plain} onClick={() => onPick(cause)}>
                {causeText(t, cause)}
              </button>
            </span>
            <span>
              <b>{count.toLocaleString(locale)}</b>{" "}
              <span className={classes.muted}>{percent(locale, count / all)}</span>
            </span>
            <div className={classes.causeBar} aria-hidden>
              <span style={{ width: `${(count / all) * 100}%` }} />
            </div>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className={classes.plain} onClick={onAll}>
          {t("reports.allBreached")}
        </button>
      </p>
    </>
  );
}
