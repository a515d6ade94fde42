import { describe, expect, it } from "vitest";
import {
  closeLast,
  newAction,
  patternProblem,
  readRule,
  ruleBody,
  validateRule,
} from "../../src/admin/autoreplies/ruleForm";
import { needText, readNeed } from "../../src/admin/common/skills";
import { type Translate, translate } from "../../src/app/i18n";

const t: Translate = (key, params) => translate("en", key, params);

describe("a rule", () => {
  const rule = {
    ...readRule(null, 10),
    name: "R",
    actions: [{ ...newAction("reply"), texts: { en: "Hello", "zh-CN": "" } }],
  };

  it("asks for a skill with a least level, written as one value", () => {
    const needs = (value: string) => ({ ...rule, actions: [{ type: "require_skill" as const, texts: null, value }] });
    expect(validateRule(t, needs("returns:3"))).toEqual({});
    expect(validateRule(t, needs("returns"))).toEqual({});
    for (const bad of [":2", "returns:", "returns:9", newAction("require_skill").value ?? ""]) {
      expect(validateRule(t, needs(bad)), bad).toHaveProperty("actions.0.value");
    }
    expect(ruleBody(needs("returns:3")).actions).toEqual([{ type: "require_skill", texts: null, value: "returns:3" }]);
    expect(readNeed("a:b:2")).toEqual({ name: "a:b", level: 2 });
    expect(needText(readNeed("returns"))).toBe("returns:1");
  });

  it("keeps what a newer server stores in its parts", () => {
    const newer = {
      ...rule,
      id: "r1",
      version: 2,
      trigger: { type: "keyword" as const, seconds: null, whole: true },
      conditions: { ...rule.conditions, channels: ["web"] },
      keywords: { words: ["refund"], pattern: null, fuzzy: 1 },
      actions: [{ type: "call_webhook" as never, texts: null, value: "https://a.example", retries: 3 }],
    };
    const { trigger, conditions, keywords, actions } = newer;
    expect(ruleBody(readRule(newer as never, 1))).toMatchObject({
      trigger: { whole: true },
      conditions,
      keywords,
      actions,
    });
    expect(trigger.whole).toBe(true);
  });

  it("closes last whatever came after", () => {
    expect(closeLast([newAction("close"), newAction("add_tag")]).map((action) => action.type)).toEqual([
      "add_tag",
      "close",
    ]);
  });

  it("refuses patterns that the server cannot run or that match everything", () => {
    expect(patternProblem("(?=a)b")).toBe("unsupported");
    expect(patternProblem("(a)\\1")).toBe("unsupported");
    expect(patternProblem("a(")).toBe("invalid");
    expect(patternProblem("x*")).toBe("empty");
    expect(patternProblem("order\\s*#?\\d{4,}")).toBeNull();
  });

  it("sends only what its trigger and actions use", () => {
    const body = ruleBody({ ...rule, keywords: { words: ["x"], pattern: "" } });
    expect(body).toMatchObject({
      trigger: { type: "conversation_started", seconds: null },
      keywords: null,
      cooldownSeconds: 0,
    });
    expect(body.actions).toEqual([{ type: "reply", texts: { en: "Hello" }, value: null }]);
  });

  it("needs words for a keyword, a text for a reply, and a pause when it repeats", () => {
    const errors = validateRule(t, {
      ...rule,
      trigger: { type: "keyword", seconds: "" },
      actions: [newAction("reply"), newAction("add_tag")],
      oncePerConversation: false,
      cooldownSeconds: 1,
    });
    expect(Object.keys(errors).sort()).toEqual([
      "actions.0.texts.en",
      "actions.1.value",
      "cooldownSeconds",
      "keywords.words",
    ]);
  });
});
