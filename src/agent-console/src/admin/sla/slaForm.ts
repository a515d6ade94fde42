import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import type { Errors } from "../common/errors";
import {
  type Priority,
  priorities,
  type SlaAction,
  type SlaMetric,
  type SlaPolicy,
  slaMetrics,
  type Targets,
} from "../wire";

type Typed = number | string;

export interface StepValues {
  atSeconds: Typed;
  action: SlaAction;
}

export interface SlaValues {
  name: string;
  inboxId: string | null;
  teamId: string | null;
  /** An empty text: no timer. */
  targets: Record<SlaMetric, Record<Priority, Typed>>;
  steps: StepValues[];
  breachActions: SlaAction[];
}

const year = 366 * 24 * 3600;
export const mostSteps = 50;

/** The promise: 30 s for a first answer, and action before the 30th. */
const defaults: Targets = {
  firstResponse: { P0: 30, P1: 30, P2: 30, P3: 120 },
  nextResponse: { P0: 30, P1: 30, P2: 30, P3: 120 },
  resolution: { P0: null, P1: 1800, P2: null, P3: null },
};

const defaultSteps: StepValues[] = [
  { atSeconds: 15, action: "warn_agent" },
  { atSeconds: 15, action: "widen_routing" },
  { atSeconds: 22, action: "alert_supervisor" },
];

export function readPolicy(policy: SlaPolicy | null): SlaValues {
  const targets = policy?.targets ?? defaults;
  return {
    name: policy?.name ?? "",
    inboxId: policy?.inboxId ?? null,
    teamId: policy?.teamId ?? null,
    targets: Object.fromEntries(
      slaMetrics.map((metric) => [
        metric,
        Object.fromEntries(priorities.map((priority) => [priority, targets[metric]?.[priority] ?? ""])),
      ]),
    ) as SlaValues["targets"],
    steps: policy?.steps ?? defaultSteps,
    breachActions: policy?.breachActions ?? ["alert_supervisor", "auto_reply", "offer_callback"],
  };
}

export function policyBody(values: SlaValues) {
  return {
    ...values,
    name: values.name.trim(),
    targets: Object.fromEntries(
      slaMetrics.map((metric) => [
        metric,
        Object.fromEntries(
          priorities.map((priority) => [
            priority,
            values.targets[metric][priority] === "" ? null : values.targets[metric][priority],
          ]),
        ),
      ]),
    ),
    steps: sortSteps(values.steps),
  };
}

/** By time; steps of one moment stay in the order in which they were written. */
export function sortSteps(steps: readonly StepValues[]): StepValues[] {
  return [...steps].sort((a, b) => Number(a.atSeconds) - Number(b.atSeconds));
}

/** Steps are written for this target and stretch with the others: the first answer of normal priority, or what comes nearest. */
export function referenceTarget(targets: SlaValues["targets"]): { priority: Priority; seconds: number } {
  for (const metric of ["firstResponse", "nextResponse"] as const) {
    for (const priority of ["P2", "P1", "P0", "P3"] as const) {
      const seconds = targets[metric][priority];
      if (typeof seconds === "number") return { priority, seconds };
    }
  }
  return { priority: "P2", seconds: 30 };
}

export function nextStep(steps: readonly StepValues[]): StepValues {
  const last = steps.at(-1);
  return { atSeconds: last ? (Number(last.atSeconds) || 0) + 5 : 15, action: "warn_agent" };
}

export function validatePolicy(t: Translate, values: SlaValues): Errors {
  const check = checks(t);
  check.name("name", values.name, 100);
  for (const metric of slaMetrics) {
    for (const priority of priorities) {
      const value = values.targets[metric][priority];
      if (value !== "") check.whole(`targets.${metric}.${priority}`, value, 1, year);
    }
  }
  const { seconds: reference } = referenceTarget(values.targets);
  const seen = new Set<string>();
  values.steps.forEach((step, index) => {
    const path = `steps.${index}.atSeconds`;
    check.whole(path, step.atSeconds, 0, year);
    if (Number(step.atSeconds) >= reference) check.add(path, t("admin.sla.stepLate", { n: reference }));
    const key = `${step.atSeconds} ${step.action}`;
    if (seen.has(key)) check.add(path, t("admin.sla.stepTwice"));
    seen.add(key);
  });
  return check.errors;
}
