import type { ChatView, VisitorChat } from "@chatservice/client";
import { useRef, useState } from "preact/hooks";
import { ClosedCard, QueueCard, Welcome } from "./Cards";
import { Composer } from "./Composer";
import { PanelContext } from "./context";
import { Header } from "./Header";
import type { Language } from "./i18n";
import { Messages } from "./Messages";
import { Notices } from "./Notices";
import { type About, type AboutErrors, askOf, checkAbout, PreChat } from "./PreChat";
import { Rating } from "./Rating";
import { ScrollBody } from "./ScrollBody";

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
      panel.current?.querySelector<HTMLElement>(found.name ? "input:not([type=email])" : "input[type=email]")?.focus();
      return false;
    }
    try {
      chat.send(text, ask ? given(about) : {});
    } catch {
      return false;
    }
    props.onSent();
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The page's own shortcuts must not hear what is typed here.
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing) props.onMinimise();
  };
  const quiet = (event: Event) => event.stopPropagation();
  return (
    <PanelContext.Provider value={{ chat, view, language }}>
      <div
        ref={panel}
        class="panel"
        role="dialog"
        aria-labelledby="cs-title"
        lang={language.tag}
        dir={language.direction}
        hidden={!open}
        onKeyDown={onKeyDown}
        onKeyUp={quiet}
        onKeyPress={quiet}
      >
        <Header sound={props.sound} onSound={props.onSound} onMinimise={props.onMinimise} />
        <Notices error={props.error} />
        {view.refusal ? (
          <p class="refusal">{language.t("unavailableHere")}</p>
        ) : (
          <>
            <ScrollBody open={open}>
              <Welcome onAsk={send} />
              <ClosedCard />
              <Messages />
              <PreChat about={about} errors={errors} onAbout={setAbout} />
              <QueueCard />
              <Rating key={view.conversation?.closedAt ?? ""} />
            </ScrollBody>
            <Composer onSend={send} onReady={props.onComposer} />
          </>
        )}
      </div>
    </PanelContext.Provider>
  );
}

const given = (about: About): Partial<About> =>
  Object.fromEntries(Object.entries(about).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])));
