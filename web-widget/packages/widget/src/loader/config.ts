export interface WidgetConfig {
  /** `https://host`, no slash at the end. */
  origin: string;
  inbox: string;
  locale: string;
  position: "right" | "left" | undefined;
  offsetX: number | undefined;
  offsetY: number | undefined;
  color: string | undefined;
  theme: "light" | "dark" | undefined;
  label: string | undefined;
  nonce: string | undefined;
}

/** Reads the script tag that brought us: `data-inbox` and its companions. */
export function readConfig(script: HTMLScriptElement): WidgetConfig {
  const data = script.dataset;
  const number = (text: string | undefined) => (text && Number.isFinite(Number(text)) ? Number(text) : undefined);
  const oneOf = <T extends string>(text: string | undefined, ...values: T[]) => values.find((value) => value === text);
  return {
    origin: new URL(script.src, location.href).origin,
    inbox: data.inbox ?? "",
    locale: data.locale || document.documentElement.lang || navigator.language || "en",
    position: oneOf(data.position, "right", "left"),
    offsetX: number(data.offsetX),
    offsetY: number(data.offsetY),
    color: data.color,
    theme: oneOf(data.theme, "light", "dark"),
    label: data.label,
    nonce: data.nonce || script.nonce || undefined,
  };
}
