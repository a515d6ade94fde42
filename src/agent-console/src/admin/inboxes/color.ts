/** WCAG 2 contrast, for the one accent that an inbox may choose. */
export const white = "#ffffff";
export const ink = "#16181d";

export function parseColor(text: string): [number, number, number] | null {
  const hex = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!hex) return null;
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
}

function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 to 21; null when one of them is not a colour. */
export function contrast(one: string, two: string): number | null {
  const a = parseColor(one);
  const b = parseColor(two);
  if (!a || !b) return null;
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export interface ColorVerdict {
  /** What text stands on the colour, and how well it reads. */
  text: string;
  textRatio: number;
  textReads: boolean;
  /** The colour against a white page: the launcher must be seen. */
  pageRatio: number;
  pageReads: boolean;
}

const textNeeds = 4.5;
const shapeNeeds = 3;

export function judgeColor(color: string): ColorVerdict | null {
  const onWhite = contrast(color, white);
  const onInk = contrast(color, ink);
  if (onWhite === null || onInk === null) return null;
  // White is what people expect on a coloured button; dark text only where white cannot be read.
  const text = onWhite >= textNeeds || onWhite >= onInk ? white : ink;
  const textRatio = text === white ? onWhite : onInk;
  return { text, textRatio, textReads: textRatio >= textNeeds, pageRatio: onWhite, pageReads: onWhite >= shapeNeeds };
}
