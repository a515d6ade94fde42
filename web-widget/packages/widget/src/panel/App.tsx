import type { ChatView, VisitorChat } from "@chatservice/client";
import { useRef, useState } from "preact/hooks";
import { type About, type AboutErrors, askOf, checkAbout } from "./about";
import { DeskCard, QueueCard, Welcome } from "./Cards";
import { Composer } from "./Composer";
import { PanelContext } from "./context";
import { Header } from "./Header";
import type { Language } from "./i18n";
import { PreChat, Rating } from "./lazy";
import { Messages } from "./Messages";
import { Notices } from "./Notices";
import { ScrollBody } from "./ScrollBody";
import { isEnded } from "./status";

export interface AppProps {
  chat: VisitorChat;
  view: ChatView;
  language: Language;
  open: boolean;
  sound: boolean;
  /** Code of the last refusal. */
  error: string | null;
  onSound: () => void;
  onMinimise: () => void;
  onSent: () => void;
  onComposer: (field: HTMLTextAreaElement | null) => void;
}

export function App(props: AppProps) {
  const { chat, view, language, open } = props;
  const [about, setAbout] = useState<About>({ name: "", email: "" });
  const [errors, setErrors] = useState<AboutErrors>({});
  const panel = useRef<HTMLDivElement>(null);

  const send = (text: string): boolean => {
    const ask = askOf(view);
    const found = ask ? checkAbout(about, ask) : {};
    setErrors(found);
    if (Object.keys(found).length > 0) {
      const field = panel.current?.querySelector<HTMLElement>(
        found.name ? ".fields input:not([type=email])" : ".fields input[type=email]",
      );
      field?.focus();
      // Without its fields (they could not be fetched) the form locks nobody out.
      if (field) return false;
    }
    try {
      chat.send(text, view.conversation ? {} : given(about));
    } catch {
      return false;
    }
    props.onSent();
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The page's own shortcuts must not hear what is typed here.
    event.stopPropagation();
    if (event.key !== "Escape" || event.isComposing) return;
    const menu = panel.current?.querySelector<HTMLElement>(".head [aria-expanded=true]");
    if (menu) menu.click();
    else props.onMinimise();
  };
  const quiet = (event: Event) => event.stopPropagation();
  return (
    <PanelContext.Provider value={{ chat, view, language }}>
      <div
        ref={panel}
        class="panel"
        role="dialog"
        tabIndex={-1}
        aria-labelledby="cs-title"
        lang={language.tag}
        dir={language.direction}
        hidden={!open}
        onKeyDown={onKeyDown}
        onKeyUp={quiet}
        onKeyPress={quiet}
      >
        <Header
          sound={props.sound}
          onSound={props.onSound}
          onMinimise={props.onMinimise}
          about={about}
          onAbout={setAbout}
        />
        <Notices error={props.error} />
        {view.refusal ? (
          <p class="refusal">{language.t("unavailableHere")}</p>
        ) : (
          <>
            <ScrollBody open={open}>
              <Welcome onAsk={send} />
              <Messages />
              <QueueCard />
              <DeskCard about={about} onAbout={setAbout} />
              {askOf(view) && <PreChat about={about} errors={errors} onAbout={setAbout} />}
              {isEnded(view) && <Rating key={view.conversation?.closedAt ?? ""} />}
            </ScrollBody>
            <Composer key={view.visitor} onSend={send} onReady={props.onComposer} />
          </>
        )}
      </div>
    </PanelContext.Provider>
  );
}

const given = (about: About): Partial<About> =>
  Object.fromEntries(Object.entries(about).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])));
