import { Avatar, Menu, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import {
  IconBell,
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
  IconVolume,
} from "@tabler/icons-react";
import { useMemo } from "react";
import { Link, useLocation } from "wouter";
import { setNotifications, setSound, useNotificationsOn, useSoundOn } from "./alertSettings";
import { type Command, useCommands } from "./commands";
import { toast, toastError } from "./errors";
import { type Locale, locales, useI18n } from "./i18n";
import { initials } from "./initials";
import classes from "./Layout.module.css";
import { openShortcuts } from "./ShortcutList";
import { useMe, useSession } from "./session";

const schemes = [
  { value: "light", icon: IconSun },
  { value: "dark", icon: IconMoon },
  { value: "auto", icon: IconDeviceDesktop },
] as const;

/** Who I am, language, appearance, and the way out. */
export function AccountMenu() {
  const { t, locale, setLocale } = useI18n();
  const me = useMe();
  const { logout } = useSession();
  const [, navigate] = useLocation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const check = (on: boolean) => (on ? <IconCheck size={15} /> : null);

  const commands = useMemo<Command[]>(
    () => [
      ...schemes.map(({ value, icon: Icon }) => ({
        id: `theme-${value}`,
        label: t("app.pair", { name: t("app.menu.theme"), value: t(`app.menu.theme.${value}`) }),
        group: "app.group.display" as const,
        rare: true,
        icon: <Icon size={18} />,
        run: () => setColorScheme(value),
      })),
      ...Object.entries(locales).map(([value, { name }]) => ({
        id: `locale-${value}`,
        label: t("app.pair", { name: t("app.menu.language"), value: name }),
        group: "app.group.display" as const,
        rare: true,
        words: "language 语言",
        run: () => setLocale(value as Locale),
      })),
      {
        id: "account",
        label: t("app.account.title"),
        group: "app.group.me" as const,
        icon: <IconUser size={18} />,
        rare: true,
        words: "password profile photo signature 密码 头像 签名",
        run: () => navigate("/account"),
      },
      {
        id: "sign-out",
        label: t("app.menu.signOut"),
        group: "app.group.me" as const,
        icon: <IconLogout size={18} />,
        rare: true,
        run: () => void logout().catch((error) => toastError(t, error)),
      },
    ],
    [t, setColorScheme, setLocale, logout, navigate],
  );
  useCommands(commands);

  return (
    <Menu position="right-end" width={230}>
      <Menu.Target>
        <button type="button" className={classes.link}>
          <VisuallyHidden>{t("app.pair", { name: t("app.menu.label"), value: me.name })}</VisuallyHidden>
          <Avatar
            size={30}
            radius="xl"
            src={me.avatarUrl ?? null}
            classNames={{ placeholder: classes.avatar }}
            aria-hidden
          >
            {initials(me.name)}
          </Avatar>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {t(`app.role.${me.role}`)}
        </Menu.Label>
        <Menu.Item component={Link} href="/account" leftSection={<IconUser size={16} />}>
          {t("app.account.title")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openShortcuts}>
          {t("app.menu.shortcuts")}
        </Menu.Item>
        <AlertItems />
        <Menu.Divider />
        <Menu.Label>{t("app.menu.theme")}</Menu.Label>
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} />}
            rightSection={check(colorScheme === value)}
            onClick={() => setColorScheme(value)}
          >
            {t(`app.menu.theme.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t("app.menu.language")}</Menu.Label>
        {Object.entries(locales).map(([value, { name }]) => (
          <Menu.Item key={value} rightSection={check(locale === value)} onClick={() => setLocale(value as Locale)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void logout().catch((error) => toastError(t, error))}
        >
          {t("app.menu.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function AlertItems() {
  const { t } = useI18n();
  const sound = useSoundOn();
  const notes = useNotificationsOn();
  const check = (on: boolean) => (on ? <IconCheck size={15} /> : null);
  async function toggleNotifications() {
    if (!(await setNotifications(!notes))) toast(t("app.menu.notifications.blocked"));
  }
  return (
    <>
      <Menu.Item
        leftSection={<IconVolume size={16} />}
        rightSection={check(sound)}
        closeMenuOnClick={false}
        onClick={() => setSound(!sound)}
      >
        {t("app.menu.sound")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBell size={16} />}
        rightSection={check(notes)}
        closeMenuOnClick={false}
        onClick={() => void toggleNotifications()}
      >
        {t("app.menu.notifications")}
      </Menu.Item>
    </>
  );
}
