import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { CommandCaps } from "./KeyCaps";
import type { KeyId } from "./keyTable";
import classes from "./Layout.module.css";

interface Props {
  path: string;
  label: string;
  /** What stands under the picture. */
  word: string;
  keys: KeyId;
  current: boolean;
  children: ReactNode;
}

export function RailLink({ path, label, word, keys, current, children }: Props) {
  const tip = (
    <>
      {label} <CommandCaps id={keys} />
    </>
  );
  return (
    <Tooltip label={tip} position="right">
      <Link href={path} className={classes.link} aria-label={word} aria-current={current ? "page" : undefined}>
        {children}
        <span className={classes.word} aria-hidden>
          {word}
        </span>
      </Link>
    </Tooltip>
  );
}
