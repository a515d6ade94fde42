import classes from "./Timeline.module.css";

export interface Mark {
  at: number;
  label: string;
  tone?: "calm" | "warm" | "hot";
}

interface Props {
  /** What the picture says, for those who do not see it. */
  label: string;
  marks: Mark[];
  /** Null: nothing is due. */
  target: number | null;
  targetLabel: string;
  unit(seconds: number): string;
}

/** From 0 to the target or the last mark, drawn to scale; marks at the same second stand below one another. */
export function Timeline({ label, marks, target, targetLabel, unit }: Props) {
  const end = Math.max(target ?? 0, ...marks.map((mark) => mark.at), 1);
  const place = (at: number) => `${(Math.min(Math.max(at, 0), end) / end) * 100}%`;
  const groups = new Map<number, Mark[]>();
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    groups.set(mark.at, [...(groups.get(mark.at) ?? []), mark]);
  }
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{label}</figcaption>
      <div className={classes.track} aria-hidden>
        <span className={classes.run} style={{ width: place(target ?? end) }} />
        {[...groups].map(([at, group]) => (
          <span
            key={at}
            className={classes.mark}
            data-tone={group.some((mark) => mark.tone === "hot") ? "hot" : (group[0]?.tone ?? "calm")}
            style={{ insetInlineStart: place(at) }}
          />
        ))}
        {target !== null && <span className={classes.due} style={{ insetInlineStart: place(target) }} />}
      </div>
      <ol className={classes.list}>
        {[...groups].map(([at, group]) => (
          <li key={at}>
            <b>{unit(at)}</b>
            <span>{group.map((mark) => mark.label).join(" · ")}</span>
          </li>
        ))}
        {target !== null && (
          <li className={classes.end}>
            <b>{unit(target)}</b>
            <span>{targetLabel}</span>
          </li>
        )}
      </ol>
    </figure>
  );
}
