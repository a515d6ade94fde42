import { type RefObject, useEffect } from "react";

const marginPx = 12;

/**
 * Toasts come over the top of the messages: the oldest lines in sight are what one works with least. Their place is measured, because
 * a bar over the page, a second line in the head and the customer's pane beside it all move it. Without a conversation it is the corner.
 */
export function useToastPlace(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const { style } = document.documentElement;
    const place = () => {
      const { top, right } = element.getBoundingClientRect();
      style.setProperty("--toast-top", `${Math.round(top) + marginPx}px`);
      style.setProperty("--toast-right", `${Math.round(innerWidth - right) + marginPx}px`);
    };
    // Whatever moves the messages also changes their size.
    const observer = new ResizeObserver(place);
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty("--toast-top");
      style.removeProperty("--toast-right");
    };
  }, [frame]);
}
