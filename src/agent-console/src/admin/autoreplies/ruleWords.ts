import { hasMessage, type Translate, useI18n } from "../../app/i18n";
import { languageName } from "../common/languages";
import { useNames } from "../common/names";
import { secondsText } from "../common/seconds";
import { neededText, readNeed } from "../common/skills";
import type { AutoReply, RuleAction } from "../wire";
import { waits } from "./ruleForm";
import { orderNumber } from "./SaidField";

/** An action that a newer server knows and we do not is named as the server names it. */
export function actionName(t: Translate, type: string): string {
  const key = `admin.action.${type}`;
  return hasMessage(key) ? t(key) : type.replaceAll("_", " ");
}

const han = /\p{Script=Han}/u;

/** Of words in several languages those that the reader reads come first. */
export function readerFirst(words: readonly string[], locale: string): string[] {
  const isOwn = (word: string) => han.test(word) === locale.startsWith("zh");
  return [...words.filter(isOwn), ...words.filter((word) => !isOwn(word))];
}

/** A rule in a few words: when, what, where. */
export function useRuleWords() {
  const { t, locale } = useI18n();
  const inboxes = useNames("/api/inboxes");
  const teams = useNames("/api/teams");
  const list = new Intl.ListFormat(locale);
  const comma = t("app.comma");
  const short = (words: string[]) => `${words.slice(0, 5).join(comma)}${words.length > 5 ? " …" : ""}`;

  function trigger({ trigger: { type, seconds }, keywords }: AutoReply): string {
    if (waits(type)) return t(`admin.trigger.${type}.after`, { time: secondsText(t, seconds ?? 0) });
    if (type === "keyword") {
      const words = [...(keywords?.words ?? []), ...(keywords?.pattern ? [`/${keywords.pattern}/`] : [])];
      return t("app.pair", { name: t("admin.trigger.keyword"), value: short(readerFirst(words, locale)) });
    }
    return t(`admin.trigger.${type}`);
  }

  function action({ type, value }: RuleAction): string {
    const shown =
      type === "assign_team" ? teams(value ? [value] : [], "…") : type === "require_skill" ? need(value) : value;
    return value && type !== "reply"
      ? t("app.pair", { name: actionName(t, type), value: shown ?? "" })
      : actionName(t, type);
  }

  function need(value: string | null): string {
    const { name, level } = readNeed(value);
    return neededText(t, name, Number(level));
  }

  function saidWords({ pattern, found }: NonNullable<AutoReply["conditions"]["said"]>): string {
    const what = pattern === orderNumber ? t("admin.rule.said.orderNumber") : `/${pattern}/`;
    return t(found ? "admin.rule.said.foundShort" : "admin.rule.said.missingShort", { what });
  }

  function where({ conditions }: AutoReply): string {
    const parts = [
      inboxes(conditions.inboxIds, ""),
      teams(conditions.teamIds, ""),
      conditions.languages.map((tag) => languageName(tag, locale)).join(comma),
      conditions.levels.join(comma),
      conditions.priorities.join(comma),
      conditions.hours === "any" ? "" : t(`admin.rule.hours.${conditions.hours}`),
      (conditions.desk ?? "any") === "any" ? "" : t(`admin.rule.desk.short.${conditions.desk as "staffed" | "nobody"}`),
      conditions.said ? saidWords(conditions.said) : "",
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(" · ") : t("admin.rule.always");
  }

  return { trigger, where, actions: (rule: AutoReply) => list.format(rule.actions.map(action)) };
}
