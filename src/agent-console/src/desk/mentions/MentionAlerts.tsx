import { useCallback } from "react";
import { useLocation } from "wouter";
import { notificationsOn, soundOn } from "../../app/alertSettings";
import { announce } from "../../app/announce";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { play } from "../alerts/sound";
import { serverNow } from "../live/clock";
import { useLive, useNews } from "../live/LiveProvider";
import { contactName } from "../people";

/** A colleague named me: said once, wherever I am; the mark on the row stays until I have looked. */
export function MentionAlerts() {
  const { t } = useI18n();
  const { live, alerts } = useLive();
  const [location, navigate] = useLocation();
  useNews(
    "mentioned",
    useCallback(
      ({ conversationId, by, text }) => {
        const path = `/c/${conversationId}`;
        if (location === path && document.hasFocus()) return;
        const row = live.store.get().rows.get(conversationId);
        const name = row ? contactName(t, row.contact) : t("desk.row.anonymous");
        alerts.add({ kind: "mention", conversationId, name, detail: by.name, text, at: serverNow() });
        const title = t("desk.mention.toast", { by: by.name, name });
        if (soundOn()) play("message");
        announce(title);
        toast(`${title} ${text}`, { id: `mention ${conversationId}`, onClick: () => navigate(path) });
        if (document.hasFocus() || !notificationsOn()) return;
        const shown = new Notification(title, { body: text, tag: `mention ${conversationId}` });
        shown.onclick = () => {
          window.focus();
          navigate(path);
          shown.close();
        };
      },
      [t, live, alerts, location, navigate],
    ),
  );
  return null;
}
