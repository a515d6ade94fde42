import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "./Details.module.css";

interface Props {
  title: string;
  count?: number;
  /** Begins closed; its content is only made when it is opened. */
  folded?: boolean;
  children: ReactNode;
}

export function Section({ title, count, folded = false, children }: Props) {
  const [open, setOpen] = useState(!folded);
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>
        <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronRight size={14} className={classes.chevron} aria-hidden="true" />
          {title}
          {count ? <span className={classes.count}>{count}</span> : null}
        </button>
      </h2>
      {open && <div className={classes.body}>{children}</div>}
    </section>
  );
}
