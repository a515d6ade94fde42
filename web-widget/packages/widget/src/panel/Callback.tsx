import { useEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "./context";
import { Field } from "./Field";

type Step = "offer" | "form" | "busy" | "failed" | "done";

export interface CallbackProps {
  /** It may be asked for now. What was begun here goes on when that ends; the thanks stay. */
  offered: boolean;
  look: "offer" | "card";
}

/** A call or a mail instead of waiting on. */
export function Callback({ offered, look }: CallbackProps) {
  const { chat, language } = usePanel();
  const { t } = language;
  const [step, setStep] = useState<Step>("offer");
  const [missing, setMissing] = useState(false);
  const [phone, setPhone] = useState("");
  const [email, setEmail] = useState("");
  const [note, setNote] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const open = step === "form" || step === "busy" || step === "failed";
  // The button that had the focus is gone; the first field takes it.
  useEffect(() => void (open && form.current?.querySelector("input")?.focus()), [open]);

  const send = (event: Event) => {
    event.preventDefault();
    const wish = { phone: phone.trim(), email: email.trim(), note: note.trim() };
    setMissing(!wish.phone && !wish.email);
    if (!wish.phone && !wish.email) return;
    setStep("busy");
    chat.requestCallback(withoutEmpty(wish)).then(
      () => setStep("done"),
      () => setStep("failed"),
    );
  };
  if (step === "done") {
    return (
      <p class={look} role="status">
        {t("callbackDone", { where: phone.trim() || email.trim() })}
      </p>
    );
  }
  if (!open) {
    if (!offered) return null;
    return (
      <div class={look}>
        <p>{t("callbackOffer")}</p>
        <button type="button" class="plain" onClick={() => setStep("form")}>
          {t("callbackButton")}
        </button>
      </div>
    );
  }
  return (
    <form ref={form} class={`fields ${look}`} noValidate onSubmit={send} aria-label={t("callbackTitle")}>
      <Field label={t("callbackPhone")} type="tel" autocomplete="tel" value={phone} onValue={setPhone} />
      <Field label={t("callbackEmail")} type="email" autocomplete="email" value={email} onValue={setEmail} />
      <Field label={t("callbackNote")} value={note} onValue={setNote} />
      {(missing || step === "failed") && (
        <p class="error" role="alert">
          {t(missing ? "callbackNeedOne" : "somethingWrong")}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="filled" disabled={step === "busy"}>
          {t("callbackSend")}
        </button>
        <button type="button" class="plain" onClick={() => setStep("offer")}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}

const withoutEmpty = (wish: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value));
