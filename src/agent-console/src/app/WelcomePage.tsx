import { Alert, Anchor, Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { ApiError, api } from "./api";
import { DisplayMenu } from "./DisplayMenu";
import { errorText } from "./errors";
import { focusFirstComplaint } from "./firstComplaint";
import { hasMessage, type Locale, type Translate, useI18n } from "./i18n";
import classes from "./LoginPage.module.css";
import { Logo } from "./Logo";
import { Loading } from "./pages";
import { SecretInput } from "./SecretInput";
import { type Me, useSession } from "./session";

interface Found {
  email: string;
  name: string;
  isInvitation: boolean;
  needsCode: boolean;
}

/** The complaint about a password, in the language of the page. */
export function passwordComplaint(t: Translate, locale: Locale, error: unknown, field: string): string | null {
  if (!(error instanceof ApiError) || !error.errors[field]) return null;
  const key = `admin.refused.${error.errorCodes[field]?.[0]}`;
  return locale !== "en" && hasMessage(key) ? t(key) : (error.errors[field][0] ?? null);
}

/** Where the link of an invitation or a reset leads: choose a password, and in. The token stands behind the #, which no server sees. */
export function WelcomePage() {
  const { t, locale } = useI18n();
  const { replace } = useSession();
  const [token] = useState(() => location.hash.slice(1));
  const [found, setFound] = useState<Found | null>(null);
  const [over, setOver] = useState<unknown>(null);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);

  const look = useCallback(() => {
    setOver(null);
    api.post<Found>("/api/auth/link/look", { token }).then(setFound, setOver);
  }, [token]);
  useEffect(look, [look]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    setTried(true);
    setRefusal(null);
    if (!password || (found?.needsCode && !code)) return focusFirstComplaint(form);
    setBusy(true);
    try {
      const { agent } = await api.post<{ agent: Me }>("/api/auth/link", { token, password, code: code || null });
      history.replaceState(null, "", "/console/");
      replace(agent);
    } catch (error) {
      setRefusal(error);
      focusFirstComplaint(form);
    } finally {
      setBusy(false);
    }
  }

  if (!found && !over) return <Loading />;
  const weak = passwordComplaint(t, locale, refusal, "password");
  const wrongCode = refusal instanceof ApiError && refusal.code === "invalid_credentials";
  const isOver = over instanceof ApiError && over.code === "token_invalid";
  const missing = (value: string) => (tried && !value ? t("app.login.missing") : undefined);
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} noValidate>
        <Stack gap="lg">
          <Logo size={36} />
          <Title order={1} fz="xl">
            {t(found ? (found.isInvitation ? "app.welcome.title" : "app.welcome.reset") : "app.welcome.notNow")}
          </Title>
          {found ? (
            <>
              <Text c="dimmed">{t("app.welcome.text", { name: found.name, email: found.email })}</Text>
              {refusal !== null && !weak && !wrongCode && (
                <Alert color="red" role="alert">
                  {errorText(t, refusal)}
                </Alert>
              )}
              <input type="hidden" autoComplete="username" value={found.email} readOnly />
              <SecretInput
                label={t("app.account.password.next")}
                description={t("app.account.password.hint")}
                autoComplete="new-password"
                autoFocus
                size="md"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                error={weak ?? missing(password)}
              />
              {found.needsCode && (
                <TextInput
                  label={t("app.login.code")}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  size="md"
                  value={code}
                  onChange={(event) => setCode(event.currentTarget.value)}
                  error={wrongCode ? t("app.login.codeWrong") : missing(code)}
                />
              )}
              <Button type="submit" size="md" loading={busy} fullWidth>
                {t("app.login.submit")}
              </Button>
            </>
          ) : (
            <>
              <Alert color="red" role="alert">
                {isOver ? t("app.welcome.over") : errorText(t, over)}
              </Alert>
              {!isOver && (
                <Button variant="default" onClick={look}>
                  {t("app.load.retry")}
                </Button>
              )}
              <Anchor href="/console/">{t("app.login.title")}</Anchor>
            </>
          )}
        </Stack>
      </form>
      <DisplayMenu />
    </main>
  );
}
