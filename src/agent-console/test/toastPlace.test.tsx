import { act, useRef } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";
import { useToastPlace } from "../src/desk/conversation/useToastPlace";

function Messages() {
  const frame = useRef<HTMLDivElement>(null);
  useToastPlace(frame);
  return <div ref={frame} />;
}

it("puts toasts over the top of the messages, beside the customer, and back into the corner when these are left", async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  let change = () => undefined as unknown;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(told: () => void) {
        change = told;
      }
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue({
    top: 100,
    right: innerWidth - 308,
  } as DOMRect);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () => root.render(<Messages />));
  change();
  const { style } = document.documentElement;
  expect([style.getPropertyValue("--toast-top"), style.getPropertyValue("--toast-right")]).toEqual(["112px", "320px"]);

  await act(async () => root.unmount());
  expect([style.getPropertyValue("--toast-top"), style.getPropertyValue("--toast-right")]).toEqual(["", ""]);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
