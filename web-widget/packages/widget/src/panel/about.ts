import type { ChatView } from "@chatservice/client";

export interface About {
  name: string;
  email: string;
}

export type AboutErrors = Partial<Record<keyof About, "needName" | "needEmail">>;

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** What is missing before a first message may go; an e-mail that is given must look like one even when it is optional. */
export function checkAbout(about: About, ask: { askName: boolean; askEmail: boolean; required: boolean }): AboutErrors {
  const errors: AboutErrors = {};
  const email = about.email.trim();
  if (ask.askName && ask.required && !about.name.trim()) errors.name = "needName";
  if (ask.askEmail && (ask.required || email) && !isEmail(email)) errors.email = "needEmail";
  return errors;
}

export interface AboutProps {
  about: About;
  onAbout: (about: About) => void;
}

/** The questions that are still open, or null. */
export function askOf(view: ChatView) {
  const ask = view.inbox?.preChat;
  if (!ask || view.messages.length > 0 || view.outgoing.length > 0) return null;
  const askName = ask.askName && !view.contact?.name;
  const askEmail = ask.askEmail && !view.contact?.email;
  return askName || askEmail ? { askName, askEmail, required: ask.required } : null;
}
