import { useState } from "preact/hooks";
import { usePanel } from "./context";
import { Icon } from "./icons";
import { isEnded, statusText } from "./status";

interface HeaderProps {
  sound: boolean;
  onSound: () => void;
  onMinimise: () => void;
}

/** Who is answering, or the honest state. × ends an open conversation (after a question), else it closes. */
export function Header({ sound, onSound, onMinimise }: HeaderProps) {
  const { chat, view, language } = usePanel();
  const { t } = language;
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  const running = view.conversation !== null && !isEnded(view);
  const agent = isEnded(view) ? null : view.conversation?.agent;
  const end = () => {
    chat.end().then(
      () => setAsking(false),
      () => setFailed(true),
    );
  };
  return (
    // Not a <header>: the page around us has one, and a page has only one banner.
    <div class="head">
      <div class="who">
        <Avatar
          name={agent?.name ?? view.inbox?.name ?? ""}
          url={agent?.avatarUrl}
          live={agent != null && view.connection === "live"}
        />
        <div class="names">
          <h2 id="cs-title">{agent?.name ?? view.inbox?.name ?? t("title")}</h2>
          <p role="status">{statusText(language, view, new Date())}</p>
        </div>
        <HeaderButton label={t(sound ? "soundOff" : "soundOn")} icon={sound ? "sound" : "muted"} onClick={onSound} />
        <HeaderButton label={t("minimise")} icon="minimise" onClick={onMinimise} />
        <HeaderButton
          label={t(running ? "endConversation" : "close")}
          icon="close"
          onClick={() => (running ? setAsking(!asking) : onMinimise())}
        />
      </div>
      {asking && running && (
        <fieldset class="ask" aria-label={t("endQuestion")}>
          <p>{failed ? t("somethingWrong") : t("endQuestion")}</p>
          <button type="button" class="plain" onClick={end}>
            {t("endYes")}
          </button>
          <button type="button" class="plain" onClick={() => setAsking(false)}>
            {t("endNo")}
          </button>
        </fieldset>
      )}
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
  onClick,
}: {
  label: string;
  icon: "sound" | "muted" | "minimise" | "close";
  onClick: () => void;
}) {
  return (
    <button type="button" class="bare" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
