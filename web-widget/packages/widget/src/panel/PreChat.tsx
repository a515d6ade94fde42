import { type AboutErrors, type AboutProps, askOf } from "./about";
import { usePanel } from "./context";
import { Field } from "./Field";

export interface PreChatProps extends AboutProps {
  errors: AboutErrors;
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
