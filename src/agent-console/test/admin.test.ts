import { describe, expect, it } from "vitest";
import { agentBody, readAgent, validateAgent } from "../src/admin/agents/agentForm";
import {
  closeLast,
  newAction,
  patternProblem,
  readRule,
  ruleBody,
  validateRule,
} from "../src/admin/autoreplies/ruleForm";
import { isShortcut, toShortcut } from "../src/admin/canned/cannedForm";
import { fieldPath, serverErrors, unclaimed } from "../src/admin/common/errors";
import { move, renumber } from "../src/admin/common/order";
import { rebase, same } from "../src/admin/common/rebase";
import { includesText } from "../src/admin/common/search";
import { needText, readNeed } from "../src/admin/common/skills";
import { insertAt, parseTemplate, templateProblem } from "../src/admin/common/template";
import { contrast, judgeColor } from "../src/admin/inboxes/color";
import { inboxBody, parseOrigin, readInbox } from "../src/admin/inboxes/inboxForm";
import {
  defaultRouting,
  nextRing,
  readRouting,
  removeRing,
  routingBody,
  validateRouting,
} from "../src/admin/inboxes/routing";
import { policyBody, readPolicy, referenceTarget, sortSteps, validatePolicy } from "../src/admin/sla/slaForm";
import { changeWords } from "../src/admin/system/changes";
import { type Translate, translate } from "../src/app/i18n";

const t: Translate = (key, params) => translate("en", key, params);
const english = { t, locale: "en" as const };
const chinese: { t: Translate; locale: "zh-CN" } = {
  t: (key, params) => translate("zh-CN", key, params),
  locale: "zh-CN",
};

describe("a conflict", () => {
  const base = { name: "Chen", capacity: 4, skills: { a: 1, b: 2 } };

  it("keeps what was typed and takes over what only they changed", () => {
    const result = rebase(base, { ...base, name: "Chen Yu" }, { ...base, capacity: 6 });
    expect(result).toEqual({ values: { ...base, name: "Chen Yu", capacity: 6 }, theirs: ["capacity"], both: [] });
  });

  it("names the fields that both changed, and keeps mine there", () => {
    const result = rebase(base, { ...base, capacity: 5 }, { ...base, capacity: 6 });
    expect(result.values.capacity).toBe(5);
    expect(result.both).toEqual(["capacity"]);
  });

  it("is none where both typed the same, or only the order of keys differs", () => {
    expect(rebase(base, { ...base, capacity: 6 }, { ...base, capacity: 6 })).toMatchObject({ theirs: [], both: [] });
    expect(same(base.skills, { b: 2, a: 1 })).toBe(true);
  });
});

describe("complaints of the server", () => {
  it("find their fields however the path is written", () => {
    expect(fieldPath("Routing.Rings[0].AfterSeconds")).toBe("routing.rings.0.afterSeconds");
    expect(fieldPath("$.texts.zh-CN")).toBe("texts.zh-CN");
    expect(fieldPath("targets.firstResponse.P0")).toBe("targets.firstResponse.P0");
    expect(fieldPath("actions[1].texts[zh-CN]")).toBe("actions.1.texts.zh-CN");
  });

  it("are not lost when no field shows them", () => {
    const errors = serverErrors(
      { errors: { Name: ["Too long.", "Odd."], other: ["Strange."] }, errorCodes: {} },
      english,
    );
    expect(errors.name).toBe("Too long. Odd.");
    expect(unclaimed(errors, new Set(["name"]))).toEqual(["Strange."]);
  });
});

describe("complaints of the server in another language", () => {
  const refusal = {
    errors: { email: ["Another agent has this address."], skills: ["At most 50 skills.", "Odd."], name: ["New."] },
    errorCodes: { email: ["taken"], skills: ["too_many", "never_heard_of"] },
  };

  it("are worded from their code, and left as they are without one", () => {
    expect(serverErrors(refusal, chinese)).toEqual({
      email: "已被占用，请换一个。",
      skills: "数量过多。 Odd.",
      name: "New.",
    });
  });

  it("stay exact where the server speaks the language", () => {
    expect(serverErrors(refusal, english).skills).toBe("At most 50 skills. Odd.");
  });
});

describe("order", () => {
  it("moves one item and leaves it where there is no place", () => {
    expect(move(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(move(["a"], 0, 1)).toEqual(["a"]);
  });

  it("swaps two numbers when they ascend", () => {
    const rules = [10, 20, 90].map((order) => ({ id: `r${order}`, order }));
    expect(renumber(rules, 1, 0)).toEqual([
      { id: "r20", order: 10 },
      { id: "r10", order: 20 },
    ]);
  });

  it("numbers anew when two were equal", () => {
    const rules = ["a", "b", "c"].map((id) => ({ id, order: 5 }));
    expect(renumber(rules, 2, 1)).toEqual([
      { id: "a", order: 10 },
      { id: "c", order: 20 },
      { id: "b", order: 30 },
    ]);
  });
});

it("searches by words, whatever their case and accents", () => {
  expect(includesText("Zoë Müller · Sales", "muller zoe")).toBe(true);
  expect(includesText("售后团队", "售后")).toBe(true);
  expect(includesText("Sales", "support")).toBe(false);
});

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

describe("an inbox", () => {
  it("takes websites in one form and refuses paths", () => {
    expect(parseOrigin("HTTPS://Shop.Example:443/")).toBe("https://shop.example");
    expect(parseOrigin("https://bücher.example")).toBe("https://xn--bcher-kva.example");
    expect(parseOrigin("http://localhost:5080")).toBe("http://localhost:5080");
    expect(parseOrigin("http://[::1]:8080")).toBe("http://[::1]:8080");
    for (const bad of [
      "shop.example",
      "https://shop.example/path",
      "ftp://shop.example",
      "https://a:99999",
      "https://u@a.example",
      "https://",
    ]) {
      expect(parseOrigin(bad), bad).toBeNull();
    }
  });

  it("sends greeting and questions as two maps without blanks", () => {
    const values = readInbox(null);
    const body = inboxBody({
      ...values,
      words: { en: { greeting: " Hello ", questions: ["Where?", " ", ""] }, "zh-CN": { greeting: " ", questions: [] } },
    });
    expect(body.greeting).toEqual({ en: "Hello" });
    expect(body.suggestedQuestions).toEqual({ en: ["Where?"] });
    expect(body).not.toHaveProperty("words");
  });

  it("judges its colour by WCAG contrast", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(judgeColor("#2f5bd0")).toMatchObject({ text: "#ffffff", textReads: true, pageReads: true });
    expect(judgeColor("#f4c430")).toMatchObject({ textReads: true, pageReads: false });
    expect(judgeColor("#f4c430")?.text).not.toBe("#ffffff");
    expect(judgeColor("blue")).toBeNull();
  });
});

describe("a template", () => {
  it("is read once: name, fallback and text", () => {
    expect(parseTemplate("Hi {{ contact.name | there }}!")).toEqual([
      { kind: "text", text: "Hi " },
      { kind: "variable", name: "contact.name", fallback: "there", known: true },
      { kind: "text", text: "!" },
    ]);
  });

  it("is refused with an unknown variable or stray braces", () => {
    expect(templateProblem("{{contact.phone}}")).toEqual({ kind: "unknown", name: "contact.phone" });
    expect(templateProblem("Hi {{contact.name")).toEqual({ kind: "unclosed" });
    expect(templateProblem("Hi }} you")).toEqual({ kind: "unopened" });
    expect(templateProblem("{{agent.name}} {x}")).toBeNull();
  });

  it("gets a variable in place of the selection", () => {
    expect(insertAt("Hi you, bye", 3, 6, "contact.name")).toEqual({ text: "Hi {{contact.name}}, bye", caret: 19 });
  });
});

it("makes shortcuts of what is typed", () => {
  expect(toShortcut("Order Status")).toBe("/order-status");
  expect(isShortcut("/订单")).toBe(true);
  for (const bad of ["/", "hi", "/Hi", "/a b", `/${"x".repeat(32)}`]) expect(isShortcut(bad), bad).toBe(false);
});

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

it("writes audit changes in a line, and leaves out what has no line", () => {
  expect(
    changeWords(
      {
        capacity: { from: 4, to: 6 },
        languages: { from: [], to: ["en", "it"] },
        routing: { from: {}, to: {} },
        disabled: { from: false, to: true },
      },
      { yes: "yes", no: "no" },
    ),
  ).toEqual([
    { field: "capacity", text: "4 → 6" },
    { field: "languages", text: "– → en, it" },
    { field: "routing", text: "" },
    { field: "disabled", text: "no → yes" },
  ]);
});
