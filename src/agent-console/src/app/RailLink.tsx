import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { CommandCaps } from "./KeyCaps";
import type { KeyId } from "./keyTable";
import classes from "./Layout.module.css";

interface Props {
  path: string;
  label: string;
  keys: KeyId;
  current: boolean;
  children: ReactNode;
}

export function RailLink({ path, label, keys, current, children }: Props) {
  const tip = (
    <>
      {label} <CommandCaps id={keys} />
    </>
  );
  return (
    <Tooltip label={tip} position="right">
      <Link href={path} className={classes.link} aria-label={label} aria-current={current ? "page" : undefined}>
        {children}
        <span className={classes.word} aria-hidden>
          {label}
        </span>
      </Link>
    </Tooltip>
  );
}
