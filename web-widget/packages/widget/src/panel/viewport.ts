import { phone } from "../loader/phone";

/**
 * On a phone the panel is the screen: it follows the visual viewport (the keyboard takes its part), and the page behind holds still.
 * Returns the function that gives everything back.
 */
export function coverPhone(panel: HTMLElement): () => void {
  const query = matchMedia(phone);
  const root = document.documentElement;
  const stop = new AbortController();
  let kept: string | null = null;
  const fit = () => {
    const area = window.visualViewport;
    panel.style.setProperty("--vh", query.matches && area ? `${area.height}px` : "");
    panel.style.setProperty("--vt", query.matches && area ? `${area.offsetTop}px` : "");
  };
  const hold = () => {
    if (query.matches && kept === null) {
      kept = root.style.overflow;
      root.style.overflow = "hidden";
    } else if (!query.matches) release();
    fit();
  };
  const release = () => {
    if (kept !== null) root.style.overflow = kept;
    kept = null;
  };
  query.addEventListener("change", hold, { signal: stop.signal });
  window.visualViewport?.addEventListener("resize", fit, { signal: stop.signal });
  window.visualViewport?.addEventListener("scroll", fit, { signal: stop.signal });
  hold();
  return () => {
    stop.abort();
    release();
  };
}
