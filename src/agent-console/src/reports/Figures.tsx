import { useI18n } from "../app/i18n";
import { duration, percent, verdict } from "./figures";
import { formulaText } from "./formula";
import classes from "./Reports.module.css";
import type { ServiceLevel } from "./wire";

interface Props {
  report: ServiceLevel;
  target: number;
  onPick(title: string, query: Record<string, string>): void;
}

/** The two ratios with the formula in force, and what stands behind them. */
export function Figures({ report: { total, formula, targetSeconds }, target, onPick }: Props) {
  const { t, locale } = useI18n();
  const rounds = total.answerRate;
  const within = { n: targetSeconds };
  const small: { key: string; label: string; value: string; outcome?: string; more?: string | undefined }[] = [
    {
      key: "p50",
      label: t("reports.column.p50"),
      value: duration(locale, total.frt.p50),
      more: t("reports.answeredOf", { answered: total.answered, n: total.conversations }),
    },
    { key: "p90", label: t("reports.column.p90"), value: duration(locale, total.frt.p90) },
    { key: "p95", label: t("reports.column.p95"), value: duration(locale, total.frt.p95) },
    { key: "met", label: t("reports.met"), value: total.met.toLocaleString(locale), outcome: "met" },
    {
      key: "breached",
      label: t("reports.breachedTargets"),
      value: total.breached.toLocaleString(locale),
      outcome: "breached",
      more:
        total.breachedConversations === undefined
          ? undefined
          : t("reports.breachedOf", { n: total.breachedConversations }),
    },
    {
      key: "cancelled",
      label: t("reports.cancelled"),
      value: total.cancelled.toLocaleString(locale),
      outcome: "cancelled",
    },
    {
      key: "abandoned",
      label: t("reports.column.abandoned"),
      value: total.abandoned.toLocaleString(locale),
      outcome: "abandoned",
    },
    {
      key: "short",
      label: t("reports.shortAbandons"),
      value: total.shortAbandons.toLocaleString(locale),
      outcome: "short_abandoned",
    },
    {
      key: "callbacks",
      label: t("reports.callbacks"),
      value: (total.callbacks ?? 0).toLocaleString(locale),
      more: total.callbacks ? t("reports.callbacksDone", { n: total.callbacksDone ?? 0 }) : undefined,
    },
    {
      key: "rounds",
      label: t("reports.rounds", { n: rounds.rounds }),
      value: percent(locale, rounds.rounds > 0 ? rounds.withinTarget / rounds.rounds : null),
    },
  ];
  return (
    <>
      <div className={classes.big}>
        {(["frt30", "sl30"] as const).map((name) => (
          <section key={name} className={classes.figure} aria-label={t(`reports.column.${name}`, within)}>
            <div className={classes.figureName}>
              {t(`reports.column.${name}`, within)} · {t(`reports.${name}.name`, within)}
            </div>
            <div className={classes.figureValue} data-verdict={verdict(total[name], target, total[`${name}Of`])}>
              {percent(locale, total[name])}
            </div>
            <div className={classes.muted}>
              {t(`reports.verdict.${verdict(total[name], target, total[`${name}Of`])}`, {
                target: percent(locale, target),
              })}
              {total[`${name}Of`] !== undefined && <> · {t("reports.sample", { n: total[`${name}Of`] ?? 0 })}</>}
            </div>
            <Formula text={formula[name]} />
          </section>
        ))}
      </div>
      <dl className={classes.small}>
        <div>
          <dt>{t("reports.column.conversations")}</dt>
          <dd>
            <button
              type="button"
              className={classes.plain}
              onClick={() => onPick(t("reports.column.conversations"), {})}
            >
              {total.conversations.toLocaleString(locale)}
            </button>
          </dd>
        </div>
        {small.map(({ key, label, value, outcome, more }) => (
          <div key={key}>
            <dt>
              {label}
              {more && <small className={classes.more}>{more}</small>}
            </dt>
            <dd>
              {outcome ? (
                <button type="button" className={classes.plain} onClick={() => onPick(label, { outcome })}>
                  {value}
                </button>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Formula({ text }: { text: string }) {
  const { t } = useI18n();
  const worded = formulaText(t, text);
  return (
    <p className={classes.formula} lang={worded ? undefined : "en"}>
      {worded ?? text}
    </p>
  );
}
