import { describe, expect, it } from "vitest";
import {
  defaultRouting,
  nextRing,
  readRouting,
  removeRing,
  routingBody,
  validateRouting,
} from "../../src/admin/inboxes/routing";
import { type Translate, translate } from "../../src/app/i18n";

const t: Translate = (key, params) => translate("en", key, params);

describe("the routing editor", () => {
  const usual = readRouting(null);

  it("accepts the ladder of 30 seconds", () => {
    expect(validateRouting(t, usual)).toEqual({});
  });

  it("shows what the server does when a part is not stored", () => {
    const bare = { mode: "ring_all" as const, rings: [], comparators: [], priorityBoostSeconds: { P0: 5 } as never };
    const read = readRouting(bare);
    expect(read).toMatchObject({
      mode: "ring_all",
      rings: defaultRouting.rings,
      comparators: defaultRouting.comparators,
    });
    expect(read.priorityBoostSeconds).toEqual({ P0: 5, P1: 120, P2: 0, P3: -60 });
    expect(validateRouting(t, read)).toEqual({});
  });

  it("wants the first ring at 0 and each later than the one before", () => {
    const [one, two, three] = defaultRouting.rings as [(typeof defaultRouting.rings)[0], never, never];
    const rings = [{ ...one, afterSeconds: 3 }, two, { ...(three as typeof one), afterSeconds: 8 }];
    const errors = validateRouting(t, { ...usual, rings });
    expect(Object.keys(errors)).toEqual(["routing.rings.0.afterSeconds", "routing.rings.2.afterSeconds"]);
  });

  it("does not ask for rings or deadlines where agents take by themselves", () => {
    expect(validateRouting(t, { ...usual, mode: "manual", rings: [], offerTimeoutSeconds: "" })).toEqual({});
    expect(validateRouting(t, { ...usual, mode: "auto_accept", offerTimeoutSeconds: "" })).toEqual({});
  });

  it("refuses an empty or broken number", () => {
    expect(validateRouting(t, { ...usual, offerTimeoutSeconds: "" })).toHaveProperty("routing.offerTimeoutSeconds");
    expect(validateRouting(t, { ...usual, maxMisses: 2.5 })).toHaveProperty("routing.maxMisses");
  });

  it("shows needed skills as rows and refuses the same one twice", () => {
    const read = readRouting({ ...defaultRouting, requiredSkills: { returns: 3 } });
    expect(read.requiredSkills).toEqual([{ name: "returns", level: 3 }]);
    const twice = { ...usual, requiredSkills: [...read.requiredSkills, { name: " Returns", level: 9 }] };
    expect(Object.keys(validateRouting(t, twice))).toEqual([
      "routing.requiredSkills.1.name",
      "routing.requiredSkills.1.level",
    ]);
  });

  it("keeps what a newer server stores in the routing and its rings", () => {
    const ring = { ...defaultRouting.rings[0], ignoreSkills: true, pause: 4 } as never;
    const newer = { ...defaultRouting, rings: [ring], requiredSkills: { returns: 3 }, overflow: { after: 60 } };
    expect(routingBody(readRouting(newer))).toEqual(newer);
  });

  it("adds a wider ring later, and lets the second become the first", () => {
    expect(nextRing(defaultRouting.rings.slice(0, 2))).toEqual({
      afterSeconds: 16,
      scope: "sibling_teams",
      alertSupervisor: false,
      ignoreSkills: false,
    });
    expect(removeRing(defaultRouting.rings, 0)[0]).toMatchObject({ afterSeconds: 0, scope: "same_skill" });
  });
});
