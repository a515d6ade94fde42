import type { ReactNode } from "react";
import classes from "./Notice.module.css";

interface Props {
  title?: string;
  /** Said at once by a screen reader: for what has just come up. */
  urgent?: boolean;
  children: ReactNode;
}

/** Something to know before going on; not an error. */
export function Notice({ title, urgent, children }: Props) {
  return (
    <div className={classes.notice} role={urgent ? "alert" : undefined}>
      {title && <b>{title}</b>}
      {children}
    </div>
  );
}
