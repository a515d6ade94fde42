import { useState } from "preact/hooks";
import type { AboutProps } from "./about";
import { usePanel } from "./context";
import { Icon } from "./icons";
import { Menu } from "./lazy";
import { isEnded, statusText } from "./status";

interface HeaderProps extends AboutProps {
  sound: boolean;
  onSound: () => void;
  onMinimise: () => void;
}

/** Who is answering, or the honest state. × closes the window; ending the conversation is a choice in the menu. */
export function Header({ onMinimise, ...menu }: HeaderProps) {
  const { chat, view, language } = usePanel();
  const { t } = language;
  const [open, setOpen] = useState(false);
  const agent = isEnded(view) ? null : view.conversation?.agent;
  return (
    // Not a <header>: the page around us has one, and a page has only one banner.
    <div class="head">
      <div class="who">
        <Avatar
          name={agent?.name ?? view.inbox?.name ?? ""}
          url={agent?.avatarUrl && new URL(agent.avatarUrl, chat.origin).href}
          live={agent != null && view.connection === "live"}
        />
        <div class="names">
          <h2 id="cs-title">{agent?.name ?? view.inbox?.name ?? t("title")}</h2>
          <p role="status">{statusText(language, view, new Date())}</p>
        </div>
        <HeaderButton label={t("menu")} icon="menu" expanded={open} onClick={() => setOpen(!open)} />
        <HeaderButton label={t("close")} icon="close" onClick={onMinimise} />
      </div>
      {open && <Menu {...menu} onDone={() => setOpen(false)} />}
    </div>
  );
}

function Avatar({ name, url, live }: { name: string; url?: string | null | undefined; live: boolean }) {
  return (
    <div class={live ? "avatar live" : "avatar"} aria-hidden="true">
      {url ? <img src={url} alt="" /> : ([...name][0] ?? "").toUpperCase()}
    </div>
  );
}

function HeaderButton({
  label,
  icon,
  expanded,
  onClick,
}: {
  label: string;
  icon: "menu" | "close";
  expanded?: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" class="bare" aria-label={label} aria-expanded={expanded} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
