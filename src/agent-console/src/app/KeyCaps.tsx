import { useI18n } from "./i18n";
import classes from "./KeyCaps.module.css";
import { isTyping, keyLabels } from "./keys";
import { type KeyId, keysOf, shownKey } from "./keyTable";

/** The keys of a line of the table, as they work at this moment: beside a field that has the focus a chord, not a letter. */
export function CommandCaps({ id }: { id: KeyId }) {
  const chord = shownKey(keysOf(id), isTyping(document.activeElement));
  return chord ? <KeyCaps chord={chord} /> : null;
}

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
