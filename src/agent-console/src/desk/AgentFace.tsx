import { IconRobot } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { hueOf } from "../app/hue";
import { initials } from "../app/initials";
import classes from "./AgentFace.module.css";

interface Props {
  id: string;
  name: string;
  photo?: string | null | undefined;
  size?: number;
}

/** A colleague: the photo, or initials in the colour of the id. */
export function AgentFace({ id, name, photo, size = 18 }: Props) {
  const style = { width: size, height: size, fontSize: Math.round(size * 0.45), "--hue": hueOf(id) } as CSSProperties;
  if (photo) return <img className={classes.face} style={style} src={photo} alt="" />;
  return (
    <span className={classes.face} style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** What answers by itself has a face, too, and never a person's. */
export function BotFace({ size = 18 }: { size?: number }) {
  return (
    <span className={classes.bot} style={{ width: size, height: size }} aria-hidden="true">
      <IconRobot size={Math.round(size * 0.72)} stroke={1.8} />
    </span>
  );
}
