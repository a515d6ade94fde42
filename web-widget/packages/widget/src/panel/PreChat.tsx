import { usePanel } from "./context";
import { Field } from "./Field";

export interface About {
  name: string;
  email: string;
}

export type AboutErrors = Partial<Record<keyof About, "needName" | "needEmail">>;

/** What is missing before a first message may go; an e-mail that is given must look like one even when it is optional. */
export function checkAbout(about: About, ask: { askName: boolean; askEmail: boolean; required: boolean }): AboutErrors {
  const errors: AboutErrors = {};
  const email = about.email.trim();
  if (ask.askName && ask.required && !about.name.trim()) errors.name = "needName";
  if (ask.askEmail && (ask.required || email) && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.email = "needEmail";
  return errors;
}

interface PreChatProps {
  about: About;
  errors: AboutErrors;
  onAbout: (about: About) => void;
}

/** Name and e-mail, if the inbox asks for them and we do not know them; gone with the first message. */
export function PreChat({ about, errors, onAbout }: PreChatProps) {
  const { view, language } = usePanel();
  const { t } = language;
  const ask = askOf(view);
  if (!ask) return null;
  const label = (text: string) => (ask.required ? text : t("optional", { field: text }));
  return (
    <div class="card fields">
      {ask.askName && (
        <Field
          label={label(t("preChatName"))}
          autocomplete="name"
          value={about.name}
          error={errors.name && t(errors.name)}
          onValue={(name) => onAbout({ ...about, name })}
        />
      )}
      {ask.askEmail && (
        <Field
          label={label(t("preChatEmail"))}
          type="email"
          autocomplete="email"
          value={about.email}
          error={errors.email && t(errors.email)}
          onValue={(email) => onAbout({ ...about, email })}
        />
      )}
    </div>
  );
}

/** The questions that are still open, or null. */
export function askOf(view: ReturnType<typeof usePanel>["view"]) {
  const ask = view.inbox?.preChat;
  if (!ask || view.messages.length > 0 || view.outgoing.length > 0) return null;
  const askName = ask.askName && !view.contact?.name;
  const askEmail = ask.askEmail && !view.contact?.email;
  return askName || askEmail ? { askName, askEmail, required: ask.required } : null;
}
