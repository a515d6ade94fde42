import { encode } from "uqr";
import classes from "./Account.module.css";

/** Modules of white around the code; readers need four of them to find it. */
const quietZone = 4;

/**
 * A text as a QR code. Dark on white in every theme: many readers do not find a code whose colours are inverted.
 * Level M restores 15 % of the code, enough for a screen.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: quietZone });
  return (
    <svg
      className={classes.qr}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={darkRuns(data)} fill="#000" />
    </svg>
  );
}

/** One rectangle for each run of dark modules in a row: a module each would leave hairlines between them when zoomed. */
export function darkRuns(rows: boolean[][]): string {
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const start = x;
      while (row[x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`;
    }
  });
  return path;
}
