import { useI18n } from "./i18n";
import classes from "./KeyCaps.module.css";
import { keyLabels } from "./keys";

/** A chord drawn as key caps. */
export function KeyCaps({ chord }: { chord: string }) {
  const { t } = useI18n();
  return (
    <span className={classes.keys}>
      {keyLabels(chord).map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a chord never changes its order
        <span key={index} className={classes.step}>
          {index > 0 && <span className={classes.then}>{t("app.shortcuts.then")}</span>}
          {step.map((label) => (
            <kbd key={label} className={classes.cap}>
              {label}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
