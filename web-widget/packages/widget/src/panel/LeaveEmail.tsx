import { useState } from "preact/hooks";
import { type AboutProps, isEmail } from "./about";
import { usePanel } from "./context";
import { Field } from "./Field";

export interface LeaveEmailProps extends AboutProps {
  onDone?: () => void;
}

/** An address for the answer. Before the first message it is kept and goes with it. */
export function LeaveEmail({ about, onAbout, onDone }: LeaveEmailProps) {
  const { chat, view, language } = usePanel();
  const { t } = language;
  const [email, setEmail] = useState("");
  const [error, setError] = useState<"needEmail" | "somethingWrong" | null>(null);
  const known = view.contact?.email ?? (view.conversation ? null : about.email.trim() || null);
  if (known && !onDone) return <p>{t("emailKept", { email: known })}</p>;

  const save = async (event: Event) => {
    event.preventDefault();
    const given = email.trim();
    if (!isEmail(given)) return setError("needEmail");
    setError(null);
    try {
      if (view.conversation) await chat.updateContact({ email: given });
      else onAbout({ ...about, email: given });
      onDone?.();
    } catch {
      setError("somethingWrong");
    }
  };
  return (
    <form class="fields" noValidate onSubmit={save}>
      <Field
        label={t("emailLeave")}
        type="email"
        autocomplete="email"
        value={email}
        error={error ? t(error) : undefined}
        onValue={setEmail}
      />
      <div class="buttons">
        <button type="submit" class="filled">
          {t("emailSave")}
        </button>
      </div>
    </form>
  );
}
