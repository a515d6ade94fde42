import { describe, expect, it } from "vitest";
import { agentBody, placed, readAgent, servesNothing, validateAgent } from "../../src/admin/agents/agentForm";
import { inviteText, isWaitedFor } from "../../src/admin/agents/invite";
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

describe("an invited agent", () => {
  const now = Date.parse("2026-11-21T08:00:00Z");
  const invited = (more: Partial<Agent>) => ({ disabled: false, invited: true, ...more }) as Agent;

  it("is waited for until it logs in or is disabled", () => {
    expect(isWaitedFor(invited({}))).toBe(true);
    expect(isWaitedFor(invited({ invited: false }))).toBe(false);
    expect(isWaitedFor(invited({ disabled: true }))).toBe(false);
  });

  it("says how long its link is good, in both languages", () => {
    const agent = invited({ invitedUntil: "2026-11-27T09:00:00Z" });
    expect(inviteText(t, "en", agent, now)).toBe("Not logged in yet, the link ends in 6 days");
    const chinese: Translate = (key, params) => translate("zh-CN", key, params);
    expect(inviteText(chinese, "zh-CN", agent, now)).toBe("尚未登录，链接6天后失效");
  });

  it("says that its link is over, whether the server has swept it or the clock has passed it", () => {
    for (const invitedUntil of [null, "2026-11-21T07:59:59Z"])
      expect(inviteText(t, "en", invited({ invitedUntil }), now)).toMatch(/link is over/);
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
