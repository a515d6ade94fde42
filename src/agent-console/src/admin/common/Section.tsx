import type { ReactNode } from "react";
import classes from "./admin.module.css";

interface Props {
  title: string;
  text?: string;
  /** Where an anchor leads. */
  id?: string;
  children: ReactNode;
}

export function Section({ title, text, id, children }: Props) {
  return (
    <section id={id} className={classes.section} aria-label={title}>
      <h2>{title}</h2>
      <p className={classes.sectionText}>{text}</p>
      {children}
    </section>
  );
}
