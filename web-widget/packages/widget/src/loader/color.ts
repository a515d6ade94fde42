type Rgb = [number, number, number];

/** `#rgb`, `#rrggbb` or `rgb(r, g, b)`; null for anything else. */
export function parseColor(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex) {
    const full = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16)) as Rgb;
  }
  const numbers = /^rgba?\(([^)]+)\)$/
    .exec(text.trim())?.[1]
    ?.match(/[\d.]+/g)
    ?.map(Number);
  return numbers && numbers.length >= 3 ? (numbers.slice(0, 3) as Rgb) : null;
}

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** White where it can be read, else black: one of the two always reaches 4.5:1. */
export const textOn = (ground: Rgb): Rgb => {
  const white: Rgb = [255, 255, 255];
  return contrast(ground, white) >= 4.5 ? white : [0, 0, 0];
};

/** The colour itself where it can be read on `ground` (4.5:1), else the nearest shade of it that can. */
export function readable(color: Rgb, ground: Rgb): Rgb {
  const goal = luminance(ground) > 0.18 ? 0 : 255;
  for (let step = 0; step <= 20; step++) {
    const shade = color.map((part) => Math.round(part + ((goal - part) * step) / 20)) as Rgb;
    if (contrast(shade, ground) >= 4.5) return shade;
  }
  return [goal, goal, goal];
}

export const css = (color: Rgb): string => `rgb(${color.join(",")})`;

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const x = part / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
