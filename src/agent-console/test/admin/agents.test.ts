import { describe, expect, it } from "vitest";
import { agentBody, placed, readAgent, servesNothing, validateAgent } from "../../src/admin/agents/agentForm";
import { fateQuery, leaversOf } from "../../src/admin/teams/leavers";
import type { Agent } from "../../src/admin/wire";
import { type Translate, translate } from "../../src/app/i18n";

const t: Translate = (key, params) => translate("en", key, params);

describe("an agent", () => {
  it("needs a name, an address and distinct skills", () => {
    const values = {
      ...readAgent(null),
      capacity: 0,
      skills: [
        { name: "returns", level: 6 },
        { name: "Returns", level: 1 },
      ],
    };
    expect(Object.keys(validateAgent(t, values)).sort()).toEqual([
      "capacity",
      "email",
      "name",
      "skills.0.level",
      "skills.1.name",
    ]);
  });

  it("goes out with skills as a map and blanks cut", () => {
    const values = { ...readAgent(null), name: " Chen ", skills: [{ name: " returns ", level: 4 }] };
    expect(agentBody(values, true)).toMatchObject({ name: "Chen", skills: { returns: 4 }, disabled: true });
  });

  it("is new with every inbox, until its first team or inbox", () => {
    const fresh = readAgent(null);
    expect(fresh.servesAll).toBe(true);
    expect(placed(fresh, { teamIds: ["a"] })).toEqual({ teamIds: ["a"], servesAll: false });
    expect(placed({ ...fresh, teamIds: ["a"] }, { teamIds: ["a", "b"] }).servesAll).toBe(true);
    expect(placed({ ...fresh, teamIds: ["a"], servesAll: false }, { teamIds: [] }).servesAll).toBe(false);
  });

  it("without team and inbox serves nothing, unless it serves all", () => {
    expect(servesNothing({ ...readAgent(null), servesAll: false })).toBe(true);
    expect(servesNothing(readAgent(null))).toBe(false);
    expect(servesNothing({ ...readAgent(null), servesAll: false, inboxIds: ["x"] })).toBe(false);
  });
});

describe("a team that is deleted", () => {
  const member = (id: string, more: Partial<Agent> = {}) =>
    ({
      id,
      role: "agent",
      servesAll: false,
      disabled: false,
      inboxIds: [],
      teamIds: ["sales"],
      ...more,
    }) as unknown as Agent;

  it("leaves those without work who have nothing else", () => {
    const agents = [
      member("left"),
      member("in two", { teamIds: ["sales", "other"] }),
      member("own inbox", { inboxIds: ["x"] }),
      member("all", { servesAll: true }),
      member("supervisor", { role: "supervisor" }),
      member("gone", { disabled: true }),
      member("elsewhere", { teamIds: ["other"] }),
    ];
    expect(leaversOf("sales", agents).map(({ id }) => id)).toEqual(["left"]);
  });

  it("asks what they serve, and says so", () => {
    expect([fateQuery("nothing"), fateQuery("all"), fateQuery("t1")]).toEqual(["", "?serveAll=true", "?moveTo=t1"]);
  });
});
