import type { ChatView, VisitorChat } from "@chatservice/client";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "./i18n";

/** What every part of the panel may use. */
export interface Panel {
  chat: VisitorChat;
  view: ChatView;
  language: Language;
}

export const PanelContext = createContext<Panel | null>(null);

export const usePanel = (): Panel => useContext(PanelContext) as Panel;
