import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { timeAgo } from "../common/time";
import type { Inbox } from "../wire";
import { elsewhere, useSightings } from "./sightings";

const shown = 3;

/** "Seen on https://shop.example, 2 minutes ago", or that it was not seen yet. */
export function SeenOn({ inbox }: { inbox: Inbox }) {
  const { t, locale } = useI18n();
  const query = useSightings(inbox.id);
  if (!query.data) return null;
  const sites = elsewhere(query.data).slice(0, shown);
  const seen = sites.length > 0;
  const Icon = seen ? IconCircleCheck : IconCircleDashed;
  return (
    <div className={classes.seen} data-seen={seen} role="status">
      <Icon size={20} aria-hidden />
      {seen ? (
        <ul>
          {sites.map((site) => (
            <li key={site.origin}>
              {t("admin.inbox.seenOn", { origin: site.origin, when: timeAgo(locale, site.seenAt) })}
            </li>
          ))}
        </ul>
      ) : (
        <span>{t("admin.inbox.notSeen")}</span>
      )}
    </div>
  );
}
