import { describe, expect, it } from "vitest";
import { agentBody, readAgent, validateAgent } from "../../src/admin/agents/agentForm";
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
});
