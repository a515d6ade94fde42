/**
 * Elements of a page can take the place of what `document` has by their name: `<img name="body">`. A page may show what strangers
 * wrote, so what decides where our code comes from and where it is drawn is read from the prototype, where no element reaches.
 */
const own = <T>(name: "currentScript" | "body"): T => Reflect.get(Document.prototype, name, document) as T;

export const pageBody = (): HTMLElement | null => own<HTMLElement | null>("body");

/** Only a script element that was loaded from `…/widget.js` says where the rest is. */
const isLoader = (element: unknown): element is HTMLScriptElement =>
  element instanceof HTMLScriptElement && element.src !== "" && new URL(element.src).pathname.endsWith("/widget.js");

/** The script tag that brought us; null when there is none that could have. */
export function loaderScript(): HTMLScriptElement | null {
  const current = own<unknown>("currentScript");
  if (isLoader(current)) return current;
  const all = Document.prototype.querySelectorAll.call(document, "script[data-inbox]");
  return [...all].find(isLoader) ?? null;
}

/** Under this symbol the widget on the page answers to its script being embedded again. No element can have it. */
export const embeddedAgain = Symbol.for("chatservice.embedded-again");
