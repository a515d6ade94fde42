import { useComputedColorScheme } from "@mantine/core";
import { IconChartHistogram, IconInbox, IconSearch, IconSettings, IconUsers } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo } from "react";
import { useLocation } from "wouter";
import { AccountMenu } from "./AccountMenu";
import { Announcer } from "./announce";
import { type Command, listenForKeys, useCommands } from "./commands";
import { type MessageKey, useI18n } from "./i18n";
import type { KeyId } from "./keyTable";
import classes from "./Layout.module.css";
import { Logo } from "./Logo";
import { Palette } from "./Palette";
import { RailLink } from "./RailLink";
import { ShortcutList, useShortcutList } from "./ShortcutList";
import { hasRole, type Role, useMe } from "./session";

/** `short`: the word in the rail, where the label does not fit. */
const places: {
  path: string;
  label: MessageKey;
  short?: MessageKey;
  keys: KeyId;
  icon: typeof IconInbox;
  role: Role;
}[] = [
  { path: "/", label: "app.nav.desk", short: "app.nav.desk.short", keys: "go/", icon: IconInbox, role: "agent" },
  { path: "/search", label: "app.nav.search", keys: "go/search", icon: IconSearch, role: "agent" },
  { path: "/people", label: "app.nav.people", keys: "go/people", icon: IconUsers, role: "agent" },
  { path: "/reports", label: "app.nav.reports", keys: "go/reports", icon: IconChartHistogram, role: "supervisor" },
  { path: "/admin", label: "app.nav.admin", keys: "go/admin", icon: IconSettings, role: "supervisor" },
];

interface Props {
  /** The agent's status, at the foot of the rail. */
  status: ReactNode;
  /** A line over every page: connection lost. */
  banner: ReactNode;
  children: ReactNode;
}

/** Rail and page; on a phone the rail lies along the bottom. */
export function Layout({ status, banner, children }: Props) {
  const { t } = useI18n();
  const me = useMe();
  const [location, navigate] = useLocation();
  const shortcuts = useShortcutList();
  const mine = useMemo(() => places.filter((place) => hasRole(me, place.role)), [me]);

  const commands = useMemo<Command[]>(
    () =>
      mine.map(({ path, label, keys, icon: Icon }) => ({
        id: `go${path}`,
        label: t(label),
        group: "app.group.go",
        family: { id: "go", label: t("app.group.go") },
        keys,
        icon: <Icon size={18} />,
        run: () => navigate(path),
      })),
    [mine, t, navigate],
  );
  useCommands(commands);
  useEffect(() => listenForKeys(document), []);
  useThemeColor();

  const isHere = (path: string) =>
    path === "/" ? location === "/" || location.startsWith("/c/") : location.startsWith(path);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("app.nav.skip")}
      </a>
      <nav className={classes.rail} aria-label={t("app.nav.label")}>
        <span className={classes.logo}>
          <Logo />
        </span>
        {mine.map(({ path, label, short, keys, icon: Icon }) => (
          <RailLink key={path} path={path} label={t(label)} word={t(short ?? label)} keys={keys} current={isHere(path)}>
            <Icon size={21} stroke={1.7} />
          </RailLink>
        ))}
        <span className={classes.spring} />
        {status}
        <AccountMenu />
      </nav>
      <div className={classes.column}>
        {banner}
        <main id="main" className={classes.main} tabIndex={-1}>
          {children}
        </main>
      </div>
      <Announcer />
      <Palette />
      <ShortcutList {...shortcuts} />
    </div>
  );
}

/** Colours the browser's own frame on phones like our ground. */
function useThemeColor() {
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    let meta = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
    if (!meta) {
      meta = document.createElement("meta");
      meta.name = "theme-color";
      document.head.append(meta);
    }
    meta.content = scheme === "dark" ? "#0e1012" : "#f4f5f7";
  }, [scheme]);
}
