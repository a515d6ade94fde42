import type { ReactNode } from "react";
import classes from "./Tag.module.css";

/** A word of state beside a row; the tone is never the only sign, the word says it. */
export function Tag({
  tone = "plain",
  title,
  children,
}: {
  tone?: "plain" | "good" | "accent" | "gold";
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
