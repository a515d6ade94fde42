import type { KeyboardEvent } from "react";
import { useI18n } from "../app/i18n";
import { bucketText } from "./buckets";
import { isWithin, percent, shares } from "./figures";
import classes from "./Reports.module.css";
import type { Bucket } from "./wire";

const row = 30;
const left = 92;
const width = 560;
const right = 96;

interface Props {
  buckets: Bucket[];
  targetSeconds: number;
  onPick(bucket: string): void;
}

/**
 * First responses by length, drawn by hand: one bar per bucket, the part after the target told by colour, by a line and by
 * words. Each bar is a button that opens its conversations.
 */
export function Distribution({ buckets, targetSeconds, onPick }: Props) {
  const { t, locale } = useI18n();
  const bars = shares(buckets);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const room = width - left - right;
  const border = bars.filter((bar) => isWithin(bar.label, targetSeconds)).length * row;
  const height = bars.length * row + 4;
  const onKey = (label: string) => (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onPick(label);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no other element for a group
    <svg
      className={classes.chart}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={t("reports.distribution")}
    >
      {bars.map((bar, index) => {
        const y = index * row;
        const length = (bar.count / most) * room;
        const share = percent(locale, bars.length > 0 && bar.count === 0 ? 0 : bar.share);
        const words = t("reports.barLabel", { label: bucketText(t, bar.label), n: bar.count, share });
        return (
          <g key={bar.label}>
            <g aria-hidden>
              <text x={left - 10} y={y + 20} textAnchor="end">
                {bucketText(t, bar.label)}
              </text>
              <rect
                className={classes.bar}
                data-late={!isWithin(bar.label, targetSeconds)}
                x={left}
                y={y + 7}
                width={Math.max(length, bar.count > 0 ? 3 : 0)}
                height={17}
                rx={3}
              />
              <text className={classes.count} x={left + length + 8} y={y + 20}>
                {bar.count.toLocaleString(locale)}
              </text>
              <text x={width} y={y + 20} textAnchor="end">
                {share}
              </text>
            </g>
            {/* biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing */}
            <rect
              className={classes.hit}
              x={1}
              y={y + 2}
              width={width - 2}
              height={row - 3}
              rx={4}
              role="button"
              tabIndex={0}
              aria-label={words}
              onClick={() => onPick(bar.label)}
              onKeyDown={onKey(bar.label)}
            />
          </g>
        );
      })}
      {border > 0 && border < bars.length * row && (
        <line
          x1={left - 82}
          x2={width}
          y1={border + 1}
          y2={border + 1}
          stroke="var(--c-hot-fill)"
          strokeDasharray="4 4"
        />
      )}
    </svg>
  );
}
