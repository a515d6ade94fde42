import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../app/api";
import { serverNow, setServerTime } from "../app/clock";
import { usePulse } from "../app/pulse";
import { rangeOf } from "./period";
import { Refresher } from "./Refresher";
import type { Wall } from "./wire";

/** Pushed events say when something changed; the slow clock is for what nobody pushes, such as the hour that breaches leave. */
const safetyMs = 30_000;
/** Without pushes only reading tells. */
const blindMs = 2_000;
/** A busy floor changes many times a second; nobody reads a wall faster than this. */
const refreshMs = 1_000;

/** The figures of the wall, read again soon after anything moves. `live`: events are coming in. */
export function useWall(): { query: UseQueryResult<Wall>; live: boolean } {
  const refresher = useRef<Refresher | null>(null);
  const live = usePulse(() => refresher.current?.ask());
  const query = useQuery({
    queryKey: ["reports", "wall"],
    // Today is the day of whoever looks; it is asked for anew each time, because a wall hangs there over midnight.
    // Whose day: the zone is the reader's, the time is the server's, for a wall's own clock may be hours off.
    queryFn: async ({ signal }) => {
      const from = rangeOf("today", new Date(serverNow())).from.toISOString();
      const wall = await api.get<Wall>("/api/reports/wall", { from }, signal);
      setServerTime(wall.serverTime);
      return wall;
    },
    refetchInterval: live ? safetyMs : blindMs,
    // A wall has no focus; it must go on in the background and after any failure.
    refetchIntervalInBackground: true,
    retry: false,
  });
  const { refetch } = query;
  useEffect(() => {
    const mine = new Refresher(() => refetch({ cancelRefetch: false }), refreshMs);
    refresher.current = mine;
    return () => mine.close();
  }, [refetch]);
  useEffect(() => {
    // What moved while the connection was away was pushed to nobody.
    if (live) void refetch({ cancelRefetch: false });
  }, [live, refetch]);
  return { query, live };
}
