import {
  IconBrandTelegram,
  IconBrandWechat,
  IconBrandWhatsapp,
  IconMail,
  IconPhone,
  IconWorld,
} from "@tabler/icons-react";
import { hasMessage, useI18n } from "../app/i18n";
import classes from "./ContactPicture.module.css";
import { initials } from "./people";

const icons: Record<string, typeof IconWorld> = {
  email: IconMail,
  phone: IconPhone,
  telegram: IconBrandTelegram,
  wechat: IconBrandWechat,
  whatsapp: IconBrandWhatsapp,
};

/** Initials, and in the corner the way the customer writes to us. */
export function ContactPicture({ name, channel, size = 34 }: { name: string; channel: string; size?: number }) {
  const { t } = useI18n();
  const Icon = icons[channel] ?? IconWorld;
  const key = `desk.channel.${channel}`;
  return (
    <span className={classes.picture} style={{ width: size, height: size, fontSize: Math.round(size * 0.37) }}>
      <span aria-hidden="true">{initials(name)}</span>
      <span className={classes.channel} title={hasMessage(key) ? t(key) : channel}>
        <Icon size={11} stroke={2} aria-hidden="true" />
      </span>
    </span>
  );
}
