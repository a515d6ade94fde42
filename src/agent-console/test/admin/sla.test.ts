import { describe, expect, it } from "vitest";
import { policyBody, readPolicy, referenceTarget, sortSteps, validatePolicy } from "../../src/admin/sla/slaForm";
import { type Translate, translate } from "../../src/app/i18n";

const t: Translate = (key, params) => translate("en", key, params);

describe("a service level", () => {
  it("accepts its defaults and sends empty places as no timer", () => {
    const values = { ...readPolicy(null), name: "Fast" };
    expect(validatePolicy(t, values)).toEqual({});
    expect(policyBody(values).targets).toMatchObject({ resolution: { P0: null, P1: 1800 } });
  });

  it("refuses a step that is not before the target it is written for, and the same step twice", () => {
    const steps = [
      { atSeconds: 15, action: "warn_agent" as const },
      { atSeconds: 15, action: "warn_agent" as const },
      { atSeconds: 30, action: "notify" as const },
    ];
    const errors = validatePolicy(t, { ...readPolicy(null), name: "Fast", steps });
    expect(Object.keys(errors)).toEqual(["steps.1.atSeconds", "steps.2.atSeconds"]);
  });

  it("sorts steps by time and keeps the order within a second", () => {
    const steps = [
      { atSeconds: 22, action: "alert_supervisor" as const },
      { atSeconds: 15, action: "widen_routing" as const },
      { atSeconds: 15, action: "warn_agent" as const },
    ];
    expect(sortSteps(steps).map((step) => step.action)).toEqual(["widen_routing", "warn_agent", "alert_supervisor"]);
  });

  it("writes steps for the first answer of normal priority, or what comes nearest", () => {
    const { targets } = readPolicy(null);
    const firstResponse = { P0: "", P1: "", P2: "", P3: "" };
    expect(referenceTarget({ ...targets, firstResponse: { ...firstResponse, P3: 90 } })).toEqual({
      priority: "P3",
      seconds: 90,
    });
    expect(referenceTarget({ ...targets, firstResponse, nextResponse: { ...firstResponse, P1: 45 } }).seconds).toBe(45);
    expect(referenceTarget(readPolicy(null).targets)).toEqual({ priority: "P2", seconds: 30 });
  });
});
