import { describe, expect, it } from "vitest";
import { isShortcut, toShortcut } from "../../src/admin/canned/cannedForm";
import { fieldPath, serverErrors, unclaimed } from "../../src/admin/common/errors";
import { move, renumber } from "../../src/admin/common/order";
import { rebase, same } from "../../src/admin/common/rebase";
import { includesText } from "../../src/admin/common/search";
import { insertAt, parseTemplate, templateProblem } from "../../src/admin/common/template";
import { changeWords } from "../../src/admin/system/changes";
import { type Translate, translate } from "../../src/app/i18n";

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
