import type { ReactNode } from "react";
import { Link } from "wouter";
import classes from "./admin.module.css";

interface Props {
  href: string;
  title: string;
  text?: ReactNode;
  lead?: ReactNode;
  meta?: ReactNode;
  end?: ReactNode;
}

/** One line of a settings list; all of it leads to the editor. */
export function Row({ href, title, text, lead, meta, end }: Props) {
  return (
    <li className={classes.row}>
      {lead && <span className={classes.rowLead}>{lead}</span>}
      <div className={classes.rowMain}>
        <Link href={href} className={classes.rowTitle}>
          {title}
        </Link>
        {text && <div className={classes.rowText}>{text}</div>}
      </div>
      {meta && <div className={classes.rowMeta}>{meta}</div>}
      {end && <div className={classes.rowEnd}>{end}</div>}
    </li>
  );
}
