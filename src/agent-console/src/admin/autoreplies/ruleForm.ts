import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import { checkTexts, filledTexts } from "../common/checkTexts";
import type { Errors } from "../common/errors";
import { mostSkillName, needText, readNeed, skillLevels } from "../common/skills";
import {
  type ActionType,
  type AutoReply,
  actionTypes,
  priorities,
  type RuleAction,
  type RuleConditions,
  type TriggerType,
} from "../wire";

type Typed = number | string;

export interface RuleValues {
  name: string;
  enabled: boolean;
  order: number;
  trigger: { type: TriggerType; seconds: Typed };
  conditions: RuleConditions;
  keywords: { words: string[]; pattern: string };
  actions: RuleAction[];
  oncePerConversation: boolean;
  cooldownSeconds: Typed;
  stopsOthers: boolean;
}

export const mostActions = 10;
const week = 7 * 24 * 3600;
const mostPattern = 500;

const waiting = ["waiting", "agent_silent", "customer_silent"] as const;
export const waits = (type: TriggerType): type is (typeof waiting)[number] =>
  (waiting as readonly string[]).includes(type);
export const matchesWords = (type: TriggerType) => type === "keyword";

/** The least two machines need between them so that they do not talk to each other all day. */
export const leastRepeat = 5;

export function newAction(type: ActionType): RuleAction {
  return {
    type,
    texts: type === "reply" ? { en: "", "zh-CN": "" } : null,
    value: type === "set_priority" ? "P1" : type === "require_skill" ? needText({ name: "", level: 1 }) : null,
  };
}

export const needsValue = (type: ActionType) =>
  ["set_priority", "add_tag", "assign_team", "require_skill"].includes(type);

/** A close is always the last action, wherever it was added. */
export function closeLast(actions: readonly RuleAction[]): RuleAction[] {
  return [
    ...actions.filter((action) => action.type !== "close"),
    ...actions.filter((action) => action.type === "close"),
  ];
}

export function readRule(rule: AutoReply | null, order: number): RuleValues {
  return {
    name: rule?.name ?? "",
    enabled: rule?.enabled ?? true,
    order: rule?.order ?? order,
    trigger: {
      ...rule?.trigger,
      type: rule?.trigger.type ?? "conversation_started",
      seconds: rule?.trigger.seconds ?? 15,
    },
    conditions: rule?.conditions ?? {
      inboxIds: [],
      teamIds: [],
      languages: [],
      levels: [],
      priorities: [],
      hours: "any",
    },
    keywords: { ...rule?.keywords, words: rule?.keywords?.words ?? [], pattern: rule?.keywords?.pattern ?? "" },
    actions: rule?.actions ?? [newAction("reply")],
    oncePerConversation: rule?.oncePerConversation ?? true,
    cooldownSeconds: rule?.cooldownSeconds ?? 60,
    stopsOthers: rule?.stopsOthers ?? false,
  };
}

/** An action of a newer server goes back as it came; of those we know, only what the action means. */
function actionBody(action: RuleAction): RuleAction {
  if (!(actionTypes as readonly string[]).includes(action.type)) return action;
  return {
    ...action,
    texts: action.type === "reply" ? filledTexts(action.texts ?? {}) : null,
    value: needsValue(action.type) ? action.value : null,
  };
}

export function ruleBody(values: RuleValues) {
  const { trigger, keywords } = values;
  const { said } = values.conditions;
  return {
    ...values,
    name: values.name.trim(),
    conditions: { ...values.conditions, said: said ? { ...said, pattern: said.pattern.trim() } : null },
    trigger: { ...trigger, seconds: waits(trigger.type) ? trigger.seconds : null },
    keywords: matchesWords(trigger.type) ? { ...keywords, pattern: keywords.pattern.trim() || null } : null,
    actions: closeLast(values.actions).map(actionBody),
    cooldownSeconds: values.oncePerConversation ? 0 : values.cooldownSeconds,
  };
}

/** The server's engine never backtracks: what it cannot run is refused here already, in words. */
export function patternProblem(pattern: string): "invalid" | "unsupported" | "empty" | "long" | null {
  if (pattern.length > mostPattern) return "long";
  if (/\(\?(?:[=!>]|<[=!]|\()|\\[1-9]|\\k</.test(pattern)) return "unsupported";
  try {
    return new RegExp(pattern, "iu").test("") ? "empty" : null;
  } catch {
    // The two dialects differ in corners: only what neither reads is refused; the rest is the server's to say.
    try {
      return new RegExp(pattern, "i").test("") ? "empty" : null;
    } catch {
      return "invalid";
    }
  }
}

export function validateRule(t: Translate, values: RuleValues): Errors {
  const check = checks(t);
  let texts: Errors = {};
  check.name("name", values.name);
  if (waits(values.trigger.type)) check.whole("trigger.seconds", values.trigger.seconds, 1, week);
  if (matchesWords(values.trigger.type)) {
    const pattern = values.keywords.pattern.trim();
    const problem = pattern ? patternProblem(pattern) : null;
    if (problem) check.add("keywords.pattern", t(`admin.rule.pattern.${problem}`));
    if (!pattern && values.keywords.words.length === 0) check.add("keywords.words", t("admin.rule.noWords"));
  }
  const { said } = values.conditions;
  if (said) {
    const problem = patternProblem(said.pattern.trim());
    if (!said.pattern.trim()) check.required("conditions.said.pattern", "");
    else if (problem) check.add("conditions.said.pattern", t(`admin.rule.pattern.${problem}`));
  }
  if (values.actions.length === 0) check.add("actions", t("admin.rule.noActions"));
  values.actions.forEach((action, index) => {
    const path = `actions.${index}`;
    if (action.type === "reply") texts = { ...texts, ...checkTexts(t, `${path}.texts`, action.texts ?? {}) };
    if (action.type === "add_tag") check.name(`${path}.value`, action.value ?? "", 50);
    if (action.type === "require_skill") {
      const need = readNeed(action.value);
      check.name(`${path}.value`, need.name, mostSkillName);
      check.whole(`${path}.value`, need.level, skillLevels.least, skillLevels.most);
    }
    if (action.type === "assign_team") check.required(`${path}.value`, action.value ?? "");
    if (action.type === "set_priority" && !(priorities as readonly string[]).includes(action.value ?? "")) {
      check.required(`${path}.value`, "");
    }
  });
  if (!values.oncePerConversation) check.whole("cooldownSeconds", values.cooldownSeconds, leastRepeat, week);
  return { ...check.errors, ...texts };
}
