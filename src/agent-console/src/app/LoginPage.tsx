import { Alert, Button, Stack, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiError } from "./api";
import { DisplayMenu } from "./DisplayMenu";
import { errorText } from "./errors";
import { focusFirstComplaint } from "./firstComplaint";
import { type Translate, useI18n } from "./i18n";
import classes from "./LoginPage.module.css";
import { Logo } from "./Logo";
import { SecretInput } from "./SecretInput";
import { useSession } from "./session";
import { passwordComplaint } from "./WelcomePage";

function reason(t: Translate, error: unknown, withCode: boolean): string {
  if (error instanceof ApiError && error.code === "invalid_credentials") {
    return t(withCode ? "app.login.codeWrong" : "app.login.wrong");
  }
  if (error instanceof ApiError && error.code === "locked_out" && error.retryAfterSeconds) {
    return t("app.login.locked", { minutes: Math.max(1, Math.ceil(error.retryAfterSeconds / 60)) });
  }
  return errorText(t, error);
}

/** The field that has to be typed again. */
function focusSecret(form: HTMLFormElement, withCode: boolean) {
  const name = withCode ? "one-time-code" : "current-password";
  form.querySelector<HTMLInputElement>(`input[autocomplete=${name}]`)?.focus();
}

/** `known`: whose session it was; they need to type the password only. */
export function LoginPage({ ended, known }: { ended: boolean; known?: string | undefined }) {
  const { t, locale } = useI18n();
  const { login } = useSession();
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  /** What the server wants beside the password. */
  const [asked, setAsked] = useState({ code: false, newPassword: false });
  const [code, setCode] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const [weak, setWeak] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    setTried(true);
    const given = [email.trim(), password, ...(asked.code ? [code] : []), ...(asked.newPassword ? [newPassword] : [])];
    if (given.includes("")) return focusFirstComplaint(form);
    setBusy(true);
    setRefusal(null);
    setWeak(null);
    try {
      await login(email.trim(), password, {
        ...(asked.code && { code }),
        ...(asked.newPassword && { newPassword }),
      });
    } catch (error) {
      const wanted = error instanceof ApiError ? error.code : "";
      const complaint = passwordComplaint(t, locale, error, "newPassword");
      if (wanted === "second_factor_required") setAsked((was) => ({ ...was, code: true }));
      else if (wanted === "password_change_required") setAsked((was) => ({ ...was, newPassword: true }));
      else if (complaint) setWeak(complaint);
      else setRefusal(reason(t, error, asked.code));
      // Only what was wrong is typed again: after a lost connection or a pause nothing is.
      if (wanted === "invalid_credentials") {
        if (asked.code) setCode("");
        else setPassword("");
        focusSecret(form, asked.code);
      }
      focusFirstComplaint(form);
      setTried(false);
    } finally {
      setBusy(false);
    }
  }

  const missing = (value: string) => (tried && !value ? t("app.login.missing") : undefined);
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} noValidate>
        <Stack gap="lg">
          <Logo size={36} />
          <Title order={1} fz="xl">
            {t("app.login.title")}
          </Title>
          {ended && !refusal && <Alert color="ink">{t("app.login.ended")}</Alert>}
          {refusal && (
            <Alert color="red" role="alert">
              {refusal}
            </Alert>
          )}
          <TextInput
            label={t("app.login.email")}
            type="email"
            autoComplete="username"
            autoFocus={!known}
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={missing(email.trim())}
          />
          <SecretInput
            label={t("app.login.password")}
            autoComplete="current-password"
            autoFocus={Boolean(known)}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={missing(password)}
          />
          {asked.newPassword && (
            <>
              <Alert color="ink">{t("app.login.changeNow")}</Alert>
              <SecretInput
                label={t("app.account.password.next")}
                description={t("app.account.password.hint")}
                autoComplete="new-password"
                autoFocus
                size="md"
                value={newPassword}
                onChange={(event) => setNewPassword(event.currentTarget.value)}
                error={weak ?? missing(newPassword)}
              />
            </>
          )}
          {asked.code && (
            <TextInput
              label={t("app.login.code")}
              description={t("app.login.codeHint")}
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              size="md"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              error={missing(code)}
            />
          )}
          <Button type="submit" size="md" loading={busy} fullWidth>
            {t("app.login.submit")}
          </Button>
        </Stack>
      </form>
      <DisplayMenu />
    </main>
  );
}
