import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import type { Errors } from "../common/errors";
import type { Inbox, Launcher, PreChat } from "../wire";
import { parseColor } from "./color";
import { type RoutingValues, readRouting, routingBody, validateRouting } from "./routing";

export interface Words {
  greeting: string;
  questions: string[];
}

export interface InboxValues {
  key: string;
  name: string;
  enabled: boolean;
  color: string;
  locale: string;
  /** Greeting and questions by language; on the wire they are two maps. */
  words: Record<string, Words>;
  allowedOrigins: string[];
  businessHoursId: string | null;
  teamIds: string[];
  preChat: PreChat;
  launcher: { position: Launcher["position"]; offsetX: number | string; offsetY: number | string };
  routing: RoutingValues;
  wrapUpSeconds: number | string;
}

/** Three fit the panel; an inbox may hold more from elsewhere, and keeps them. */
export const usualQuestions = 3;

export function readInbox(inbox: Inbox | null): InboxValues {
  const languages = new Set([...Object.keys(inbox?.greeting ?? {}), ...Object.keys(inbox?.suggestedQuestions ?? {})]);
  if (languages.size === 0) languages.add(inbox?.locale ?? "en");
  return {
    key: inbox?.key ?? "",
    name: inbox?.name ?? "",
    enabled: inbox?.enabled ?? true,
    color: inbox?.color ?? "#2f5bd0",
    locale: inbox?.locale ?? "en",
    words: Object.fromEntries(
      [...languages].map((tag) => [
        tag,
        { greeting: inbox?.greeting?.[tag] ?? "", questions: inbox?.suggestedQuestions?.[tag] ?? [] },
      ]),
    ),
    allowedOrigins: inbox?.allowedOrigins ?? [],
    businessHoursId: inbox?.businessHoursId ?? null,
    teamIds: inbox?.teamIds ?? [],
    preChat: inbox?.preChat ?? { askName: false, askEmail: false, required: false },
    launcher: inbox?.launcher ?? { position: "right", offsetX: 16, offsetY: 16 },
    routing: readRouting(inbox?.routing),
    wrapUpSeconds: inbox?.wrapUpSeconds ?? 30,
  };
}

export function inboxBody({ words, ...values }: InboxValues) {
  const kept = Object.entries(words);
  return {
    ...values,
    key: values.key.trim(),
    name: values.name.trim(),
    color: values.color.trim().toLowerCase(),
    routing: routingBody(values.routing),
    greeting: Object.fromEntries(
      kept.filter(([, text]) => text.greeting.trim()).map(([tag, text]) => [tag, text.greeting.trim()]),
    ),
    suggestedQuestions: Object.fromEntries(
      kept
        .map(([tag, text]) => [tag, text.questions.map((question) => question.trim()).filter(Boolean)] as const)
        .filter(([, questions]) => questions.length > 0),
    ),
  };
}

/** `https://shop.example` as browsers send it, also with a port; no path. Null: not one. */
export function parseOrigin(text: string): string | null {
  if (!/^https?:\/\/[^/?#@]+\/?$/i.test(text.trim())) return null;
  try {
    const { origin } = new URL(text.trim());
    return origin;
  } catch {
    return null;
  }
}

export function validateInbox(t: Translate, values: InboxValues): Errors {
  const check = checks(t);
  check.name("name", values.name);
  if (!/^[a-z0-9-]{2,40}$/.test(values.key.trim())) check.add("key", t("admin.inbox.keyRule"));
  if (!parseColor(values.color)) check.add("color", t("admin.inbox.colorRule"));
  for (const [tag, text] of Object.entries(values.words)) {
    if (text.greeting.length > 500) check.add(`greeting.${tag}`, t("admin.check.tooLong", { n: 500 }));
    if (text.questions.some((question) => question.length > 120)) {
      check.add(`suggestedQuestions.${tag}`, t("admin.inbox.questionTooLong", { n: 120 }));
    }
  }
  const strange = values.allowedOrigins.find((origin) => !parseOrigin(origin));
  if (strange) check.add("allowedOrigins", t("admin.inbox.originRule", { origin: strange }));
  check.whole("launcher.offsetX", values.launcher.offsetX, 0, 400);
  check.whole("launcher.offsetY", values.launcher.offsetY, 0, 400);
  check.whole("wrapUpSeconds", values.wrapUpSeconds, 0, 3600);
  return { ...check.errors, ...validateRouting(t, values.routing) };
}
