import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import { checkSkills, readSkills, type SkillRow, skillsBody } from "../common/skills";
import {
  type Comparator,
  comparators,
  type Priority,
  priorities,
  type Ring,
  type RingScope,
  type Routing,
  type RoutingMode,
} from "../wire";

/** Nothing stored for a part means its default, and so it is shown. */
export function readRouting(routing: Partial<Routing> | null | undefined): RoutingValues {
  return {
    ...defaultRouting,
    ...routing,
    rings: routing?.rings?.length ? routing.rings : defaultRouting.rings,
    comparators: routing?.comparators?.length ? routing.comparators : defaultRouting.comparators,
    priorityBoostSeconds: { ...defaultRouting.priorityBoostSeconds, ...routing?.priorityBoostSeconds },
    requiredSkills: readSkills(routing?.requiredSkills),
  };
}

export const routingBody = (values: RoutingValues) => ({
  ...values,
  requiredSkills: skillsBody(values.requiredSkills),
});

/** While it is typed a number may be empty text; everything else is as on the wire. */
type Typed = number | string;

export interface RingValues {
  afterSeconds: Typed;
  scope: RingScope;
  alertSupervisor: boolean;
  ignoreSkills: boolean;
}

export interface RoutingValues {
  mode: RoutingMode;
  rings: RingValues[];
  comparators: Comparator[];
  offerTimeoutSeconds: Typed;
  maxMisses: Typed;
  coolDownSeconds: Typed;
  priorityBoostSeconds: Record<Priority, Typed>;
  requiredSkills: SkillRow[];
}

/** The ladder that fits into 30 s. */
export const defaultRings: Ring[] = [
  { afterSeconds: 0, scope: "best_agent", alertSupervisor: false, ignoreSkills: false },
  { afterSeconds: 8, scope: "same_skill", alertSupervisor: false, ignoreSkills: false },
  { afterSeconds: 15, scope: "sibling_teams", alertSupervisor: false, ignoreSkills: false },
  { afterSeconds: 22, scope: "anyone", alertSupervisor: true, ignoreSkills: false },
];

export const defaultRouting: Routing = {
  mode: "offer_accept",
  rings: defaultRings,
  comparators: [...comparators],
  offerTimeoutSeconds: 15,
  maxMisses: 3,
  coolDownSeconds: 5,
  priorityBoostSeconds: { P0: 600, P1: 120, P2: 0, P3: -60 },
  requiredSkills: {},
};

const day = 24 * 60 * 60;
export const mostRings = 20;

export const usesOffers = (mode: RoutingMode) => mode === "offer_accept" || mode === "ring_all";
export const usesRings = (mode: RoutingMode) => mode !== "manual";

/** A new ring after the last: a step later, one scope wider. */
export function nextRing(rings: readonly RingValues[]): RingValues {
  const last = rings.at(-1);
  const before = rings.at(-2);
  const at = Number(last?.afterSeconds) || 0;
  const gap = before ? Math.max(1, at - (Number(before.afterSeconds) || 0)) : 8;
  const scopes: RingScope[] = ["best_agent", "same_skill", "sibling_teams", "anyone"];
  const wider = scopes[Math.min(scopes.indexOf(last?.scope ?? "best_agent") + 1, scopes.length - 1)] ?? "anyone";
  return { afterSeconds: last ? at + gap : 0, scope: wider, alertSupervisor: false, ignoreSkills: false };
}

/** Removing the first ring makes the next one the first: it starts at once. */
export function removeRing(rings: readonly RingValues[], index: number): RingValues[] {
  const rest = rings.filter((_, at) => at !== index);
  return rest.map((ring, at) => (at === 0 ? { ...ring, afterSeconds: 0 } : ring));
}

export function validateRouting(t: Translate, routing: RoutingValues) {
  const check = checks(t);
  const { rings } = routing;
  if (usesRings(routing.mode)) {
    checkSkills(t, check, "routing.requiredSkills", routing.requiredSkills);
    if (rings.length === 0) check.add("routing.rings", t("admin.routing.noRings"));
    rings.forEach((ring, index) => {
      const path = `routing.rings.${index}.afterSeconds`;
      check.whole(path, ring.afterSeconds, 0, day);
      if (index === 0 && ring.afterSeconds !== 0) check.add(path, t("admin.routing.firstRing"));
      const before = rings[index - 1];
      if (before && Number(ring.afterSeconds) <= Number(before.afterSeconds)) {
        check.add(path, t("admin.routing.laterRing", { n: Number(before.afterSeconds) }));
      }
    });
  }
  if (usesOffers(routing.mode)) {
    check.whole("routing.offerTimeoutSeconds", routing.offerTimeoutSeconds, 1, 600);
    check.whole("routing.maxMisses", routing.maxMisses, 1, 100);
    check.whole("routing.coolDownSeconds", routing.coolDownSeconds, 0, 3600);
  }
  for (const priority of priorities) {
    check.whole(`routing.priorityBoostSeconds.${priority}`, routing.priorityBoostSeconds[priority], -day, day);
  }
  return check.errors;
}
