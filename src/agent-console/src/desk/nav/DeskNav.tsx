import { createContext, type ReactNode, useCallback, useContext, useMemo } from "react";
import { shownList } from "../list/shownList";
import type { ListTab } from "../list/tabs";
import { useLive } from "../live/LiveProvider";
import { wishFocus } from "./focusWish";
import { neighbour } from "./neighbour";

export interface DeskNav {
  openId: string | null;
  setTab(tab: ListTab): void;
  /** Opens it to write. */
  open(id: string): void;
  /** The next (1) or the previous (-1) of the list on the screen; the focus stays in the list. */
  step(by: 1 | -1): void;
  /** This one leaves the list: its neighbour opens, and the list keeps its place. Without a neighbour it stays on the screen. */
  leave(id: string): void;
}

const Context = createContext<DeskNav | null>(null);
const phone = "(max-width: 760px)";

interface Input {
  openId: string | null;
  setTab(tab: ListTab): void;
  navigate(path: string): void;
}

export function useDeskNavigation({ openId, setTab, navigate }: Input): DeskNav {
  const { live } = useLive();
  const open = useCallback(
    (id: string) => {
      wishFocus(id, "composer");
      navigate(`/c/${id}`);
    },
    [navigate],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      const ids = shownList.ids();
      const at = openId ? ids.indexOf(openId) : -1;
      const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))];
      if (!next) return;
      wishFocus(next, "list");
      navigate(`/c/${next}`);
    },
    [openId, navigate],
  );
  const leave = useCallback(
    (id: string) => {
      if (openId !== id || !shownList.ids().includes(id)) return;
      const { rows } = live.store.get();
      const stays = (other: string) => rows.get(other)?.ending == null && rows.get(other)?.state !== "closed";
      const isPhone = window.matchMedia(phone).matches;
      const next = isPhone ? null : neighbour(shownList.ids(), id, stays);
      if (next) wishFocus(next, "composer");
      if (next) navigate(`/c/${next}`);
      else if (isPhone) navigate("/");
    },
    [live, openId, navigate],
  );
  return useMemo(() => ({ openId, setTab, open, step, leave }), [openId, setTab, open, step, leave]);
}

export function DeskNavProvider({ nav, children }: { nav: DeskNav; children: ReactNode }) {
  return <Context.Provider value={nav}>{children}</Context.Provider>;
}

export function useDeskNav(): DeskNav {
  const nav = useContext(Context);
  if (!nav) throw new Error("useDeskNav needs a DeskNavProvider above it");
  return nav;
}
