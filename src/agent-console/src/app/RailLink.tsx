import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { KeyCaps } from "./KeyCaps";
import classes from "./Layout.module.css";

interface Props {
  path: string;
  label: string;
  keys: string;
  current: boolean;
  children: ReactNode;
}

export function RailLink({ path, label, keys, current, children }: Props) {
  const tip = (
    <>
      {label} <KeyCaps chord={keys} />
    </>
  );
  return (
    <Tooltip label={tip} position="right">
      <Link href={path} className={classes.link} aria-label={label} aria-current={current ? "page" : undefined}>
        {children}
      </Link>
    </Tooltip>
  );
}
