const gap = 8;

/**
 * Lifts the preview above a bar of the page that stays in its place, such as the one that asks about cookies: its buttons are pressed
 * first, and are the page's. Where there is no room the preview goes; the badge still says that there is an answer.
 */
export function standClear(preview: HTMLElement): void {
  preview.style.bottom = "";
  const { left, right, top, bottom, height } = preview.getBoundingClientRect();
  const across = [left + 1, (left + right) / 2, right - 1];
  const points = across.flatMap((x) => [top + 1, bottom - 1].map((y) => document.elementsFromPoint(x, y)));
  const bars = points.flat().map(barOf);
  const edge = Math.min(...bars.map((bar) => bar?.getBoundingClientRect().top ?? innerHeight));
  if (edge === innerHeight) return;
  if (edge - gap - height < 0) preview.hidden = true;
  else preview.style.bottom = `${innerHeight - edge + gap}px`;
}

/** What an element hangs in that does not scroll with the page. What fills the window is the page itself. */
function barOf(element: Element | null): Element | null {
  if (!element || element.id === "chatservice") return null;
  const isFixed = /fixed|sticky/.test(getComputedStyle(element).position);
  if (!isFixed) return barOf(element.parentElement);
  return element.getBoundingClientRect().height < innerHeight / 2 ? element : null;
}
