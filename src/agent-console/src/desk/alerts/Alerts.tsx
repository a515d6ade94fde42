import { useCallback, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { notificationsOn, soundOn } from "../../app/alertSettings";
import { announce } from "../../app/announce";
import { errorText, toast, toastError } from "../../app/errors";
import { hasMessage, useI18n } from "../../app/i18n";
import { hasRole, useMe, useSession } from "../../app/session";
import { clockText } from "../durations";
import { serverNow } from "../live/clock";
import { useDesk, useLive, useNews } from "../live/LiveProvider";
import { offerReason } from "../offers/reason";
import { contactName } from "../people";
import type { AlertKind, NewAlert } from "./alertLog";
import { alertText } from "./alertText";
import { MergedToasts } from "./MergedToasts";
import { play, unlockSound } from "./sound";

/** Turns what happens into sounds, notifications, toasts and words for a screen reader. Shows nothing of its own. */
export function Alerts() {
  useEffect(unlockSound, []);
  useOfferNews();
  useMessageNews();
  useSlaNews();
  useSupervisorNews();
  useHandoverNews();
  useTroubleNews();
  useTitle();
  return null;
}

const isHidden = () => document.visibilityState === "hidden" || !document.hasFocus();

function useOpenInPage() {
  const [, navigate] = useLocation();
  return useCallback(
    (title: string, body: string, conversationId: string) => {
      if (!isHidden() || !notificationsOn()) return;
      const shown = new Notification(title, { body, tag: conversationId });
      shown.onclick = () => {
        window.focus();
        navigate(`/c/${conversationId}`);
        shown.close();
      };
    },
    [navigate],
  );
}

function useOfferNews() {
  const { t, tag: locale } = useI18n();
  const { live } = useLive();
  const notify = useOpenInPage();
  useNews(
    "offer",
    useCallback(
      ({ offerId, conversationId }) => {
        const offer = live.store.get().offers.find((known) => known.offerId === offerId);
        if (!offer) return;
        const name = contactName(t, offer.conversation.contact);
        const reason = offerReason(t, locale, offer.reason);
        if (soundOn()) play("offer");
        announce(t("desk.offer.announce", { name, reason }), "assertive");
        notify(t("desk.offer.notification", { name }), offer.conversation.lastMessage?.text ?? reason, conversationId);
      },
      [live, t, locale, notify],
    ),
  );
  const tellMissed = useTold();
  useNews(
    "offerEnded",
    useCallback(
      ({ outcome, name, conversationId }) => {
        const row = live.store.get().rows.get(conversationId);
        const named = row ? contactName(t, row.contact) : name || t("desk.row.anonymous");
        if (outcome === "withdrawn") toast(t("desk.offer.ended.withdrawn", { name: named }));
        if (outcome === "expired") tellMissed({ kind: "missed", conversationId, name: named, detail: "" });
      },
      [t, live, tellMissed],
    ),
  );
}

/** One alert: a line in the tray, and a toast that merges with those of its kind and opens the conversation. */
function useTold() {
  const { t } = useI18n();
  const { alerts } = useLive();
  const [, navigate] = useLocation();
  const [toasts] = useState(() => new MergedToasts());
  return useCallback(
    (alert: Omit<NewAlert, "at">, alone?: string) => {
      const { kind, conversationId } = alert;
      alerts.add({ ...alert, at: serverNow() });
      toasts.tell(kind, conversationId ?? "", {
        alone: alone ?? alertText(t, alert),
        together: (n) => t(`desk.alerts.${kind}.many`, { n }),
        ...(colors[kind] && { color: colors[kind] }),
        onClick: () => conversationId && navigate(`/c/${conversationId}`),
      });
    },
    [t, alerts, toasts, navigate],
  );
}

const colors: Partial<Record<AlertKind, string>> = { warned: "yellow", breached: "red", missed: "orange" };

function useMessageNews() {
  const notify = useOpenInPage();
  useNews(
    "message",
    useCallback(
      ({ conversationId, name, text }) => {
        if (isHidden() && soundOn()) play("message");
        notify(name, text, conversationId);
      },
      [notify],
    ),
  );
}

function useSlaNews() {
  const { t } = useI18n();
  const me = useMe();
  const { live } = useLive();
  const told = useTold();
  const tell = useCallback(
    (
      kind: "warned" | "breached",
      news: { conversationId: string; metric: string; dueAt: string; assigneeId?: string | null },
    ) => {
      if (news.assigneeId !== me.id && !hasRole(me, "supervisor")) return;
      const { conversationId, metric } = news;
      const row = live.store.get().rows.get(conversationId);
      const name = row ? contactName(t, row.contact) : "";
      const key = `desk.metric.${metric}`;
      const text = t(`desk.sla.${kind}`, {
        name: name || t("desk.row.anonymous"),
        metric: hasMessage(key) ? t(key) : metric,
        time: clockText(Date.parse(news.dueAt) - serverNow()),
      });
      told({ kind, conversationId, name, detail: metric }, text);
      if (kind === "warned" && news.assigneeId === me.id && soundOn()) play("message");
    },
    [t, me, live, told],
  );
  useNews(
    "warning",
    useCallback((news) => tell("warned", news), [tell]),
  );
  useNews(
    "breached",
    useCallback((news) => tell("breached", news), [tell]),
  );
}

/** What a supervisor did to this agent's work. */
function useSupervisorNews() {
  const { t } = useI18n();
  const { live } = useLive();
  const told = useTold();
  useNews(
    "alert",
    useCallback(
      ({ kind, conversationId = null, by }) => {
        const row = conversationId ? live.store.get().rows.get(conversationId) : undefined;
        told({
          kind: kind === "taken_over" ? "taken" : "status",
          conversationId,
          name: row ? contactName(t, row.contact) : "",
          detail: by?.name ?? "",
        });
      },
      [t, live, told],
    ),
  );
}

/** A conversation is mine without an offer: it says so by a sound of its own, wherever I am. */
function useHandoverNews() {
  const { t } = useI18n();
  const { live } = useLive();
  const told = useTold();
  const notify = useOpenInPage();
  useNews(
    "handedOver",
    useCallback(
      ({ conversationId, from, note }) => {
        const row = live.store.get().rows.get(conversationId);
        const name = row ? contactName(t, row.contact) : "";
        const alert = { kind: "handover", conversationId, name, detail: from, text: note } as const;
        if (soundOn()) play("handover");
        announce(alertText(t, alert), "assertive");
        told(alert);
        notify(alertText(t, { ...alert, text: "" }), note || (row?.lastMessage?.text ?? ""), conversationId);
      },
      [t, live, told, notify],
    ),
  );
}

function useTroubleNews() {
  const { t } = useI18n();
  const { live } = useLive();
  const { end } = useSession();
  const [location] = useLocation();
  useNews("ended", end);
  useNews(
    "failed",
    useCallback(({ error }) => toastError(t, error), [t]),
  );
  useNews(
    "refused",
    useCallback(
      ({ conversationId, code }) => {
        if (location === `/c/${conversationId}`) return;
        const row = live.store.get().rows.get(conversationId);
        const name = row ? contactName(t, row.contact) : t("desk.row.anonymous");
        toast(t("desk.composer.refused.elsewhere", { name, reason: errorText(t, { code }) }));
      },
      [t, live, location],
    ),
  );
}

/** Offers and unread messages in the tab's title, for those who work in another one. */
function useTitle() {
  const { t } = useI18n();
  const { live } = useLive();
  const offers = useDesk((state) => state.offers.length);
  const unread = useDesk((state) => {
    let count = 0;
    for (const row of state.rows.values()) if (row.assignee?.id === live.me.id && row.unread > 0) count++;
    return count;
  });
  useEffect(() => {
    const count = offers + unread;
    document.title = `${offers ? "● " : ""}${count ? `(${count}) ` : ""}${t("app.name")}`;
  }, [offers, unread, t]);
}
