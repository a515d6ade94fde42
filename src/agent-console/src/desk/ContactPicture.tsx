import {
  IconBrandTelegram,
  IconBrandWechat,
  IconBrandWhatsapp,
  IconMail,
  IconPhone,
  IconUser,
  IconWorld,
} from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { hueOf } from "../app/hue";
import { hasMessage, useI18n } from "../app/i18n";
import { initials } from "../app/initials";
import classes from "./ContactPicture.module.css";

const icons: Record<string, typeof IconWorld> = {
  email: IconMail,
  phone: IconPhone,
  telegram: IconBrandTelegram,
  wechat: IconBrandWechat,
  whatsapp: IconBrandWhatsapp,
};

interface Props {
  /** Of the contact: the same one has the same colour everywhere, also without a name. */
  id: string;
  /** As the customer gave it; a made-up one has no initials. */
  name: string | null;
  channel: string;
  size?: number;
  /** The customer has a page open. */
  online?: boolean | undefined;
}

/** Initials, or a plain figure for somebody without a name; in the corner the way the customer writes to us. */
export function ContactPicture({ id, name, channel, size = 34, online }: Props) {
  const { t } = useI18n();
  const Icon = icons[channel] ?? IconWorld;
  const key = `desk.channel.${channel}`;
  return (
    <span
      className={classes.picture}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.37), "--hue": hueOf(id) } as CSSProperties}
    >
      <span className={classes.initials} aria-hidden="true">
        {name?.trim() ? initials(name) : <IconUser size={Math.round(size * 0.56)} stroke={1.7} />}
      </span>
      {online && (
        <span className={classes.online} title={t("desk.presence.here")}>
          <span className={classes.spoken}>{t("desk.presence.here")}</span>
        </span>
      )}
      <span className={classes.channel} title={hasMessage(key) ? t(key) : channel}>
        <Icon size={11} stroke={2} aria-hidden="true" />
      </span>
    </span>
  );
}
