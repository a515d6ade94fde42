import { useMemo } from "react";
import { hasRole, useMe } from "../app/session";
import { type AreaName, areaNames } from "./areas";

/** What the server lets a supervisor write. */
const forSupervisors: ReadonlySet<string> = new Set(["canned-replies", "tags"]);

/** The settings that this agent may change. */
export function useAreas(): AreaName[] {
  const me = useMe();
  return useMemo(() => (hasRole(me, "admin") ? areaNames : areaNames.filter((area) => forSupervisors.has(area))), [me]);
}
