import { Avatar } from "@mantine/core";
import { initials } from "../../app/initials";
import classes from "./Face.module.css";

/** Initials on a quiet ground; the name stands beside it. */
export function Face({ name, size }: { name: string; size: number }) {
  return (
    <Avatar size={size} radius="xl" aria-hidden classNames={{ placeholder: classes.face }}>
      {initials(name)}
    </Avatar>
  );
}
