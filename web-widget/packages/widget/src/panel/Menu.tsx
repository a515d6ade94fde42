import { useState } from "preact/hooks";
import type { AboutProps } from "./about";
import { usePanel } from "./context";
import { LeaveEmail } from "./LeaveEmail";
import { isEnded } from "./status";

export interface MenuProps extends AboutProps {
  sound: boolean;
  onSound: () => void;
  onDone: () => void;
}

/** What is wanted now and then: the sound, an address for the answer, and ending the conversation, which asks first. */
export function Menu({ sound, onSound, about, onAbout, onDone }: MenuProps) {
  const { view, language } = usePanel();
  const { t } = language;
  const [page, setPage] = useState<"menu" | "email" | "end">("menu");
  const running = view.conversation !== null && !isEnded(view);
  if (page === "email") {
    return (
      <div class="menu card">
        <LeaveEmail about={about} onAbout={onAbout} onDone={onDone} />
      </div>
    );
  }
  if (page === "end" && running) return <EndQuestion onDone={onDone} />;
  return (
    <div class="menu">
      <button type="button" onClick={onSound}>
        {t(sound ? "soundOff" : "soundOn")}
      </button>
      {!view.contact?.verified && (
        <button type="button" onClick={() => setPage("email")}>
          {t("emailLeave")}
        </button>
      )}
      {running && (
        <button type="button" onClick={() => setPage("end")}>
          {t("endConversation")}
        </button>
      )}
    </div>
  );
}

function EndQuestion({ onDone }: { onDone: () => void }) {
  const { chat, language } = usePanel();
  const { t } = language;
  const [failed, setFailed] = useState(false);
  const end = () => {
    chat.end().then(onDone, () => setFailed(true));
  };
  return (
    <fieldset class="ask" aria-label={t("endQuestion")}>
      <p>{failed ? t("somethingWrong") : t("endQuestion")}</p>
      <div class="pair">
        <button type="button" class="plain" onClick={end}>
          {t("endYes")}
        </button>
        <button type="button" class="plain" onClick={onDone}>
          {t("endNo")}
        </button>
      </div>
    </fieldset>
  );
}
