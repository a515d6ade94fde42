import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CallbackProps } from "./Callback";
import type { LeaveEmailProps } from "./LeaveEmail";
import type { MenuProps } from "./Menu";
import type { PreChatProps } from "./PreChat";

/** A part of the panel that is fetched when it is first shown; nothing stands in its place until then. */
function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let part: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const [, loaded] = useState(false);
    useEffect(() => {
      if (part) return;
      // A lost connection: the next time it is shown asks again.
      load().then(
        (found) => {
          part = found;
          loaded(true);
        },
        () => undefined,
      );
    }, []);
    const Part = part;
    return Part && <Part {...props} />;
  };
}

export const Rating = lazily<object>(async () => (await import("./extras")).Rating);
export const Callback = lazily<CallbackProps>(async () => (await import("./extras")).Callback);
export const LeaveEmail = lazily<LeaveEmailProps>(async () => (await import("./extras")).LeaveEmail);
export const Menu = lazily<MenuProps>(async () => (await import("./extras")).Menu);
export const PreChat = lazily<PreChatProps>(async () => (await import("./extras")).PreChat);
