import type { ReactNode } from "react";
import classes from "./admin.module.css";

export function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2>{title}</h2>
      <p className={classes.sectionText}>{text}</p>
      {children}
    </section>
  );
}
