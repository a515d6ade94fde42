import { Alert, Button, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api } from "../app/api";
import { toast } from "../app/errors";
import { focusFirstComplaint } from "../app/firstComplaint";
import { useI18n } from "../app/i18n";
import { SecretInput } from "../app/SecretInput";
import { Part } from "./Part";
import { missingOf, refusalsOf } from "./refusals";

/** The agent's own new password; its other log-ins end. */
export function PasswordSection() {
  const { t, locale } = useI18n();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const missing = missingOf(t, { current, next });
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirstComplaint(form);
    setBusy(true);
    try {
      await api.post("/api/auth/password", { current, next });
      setCurrent("");
      setNext("");
      toast(t("app.account.password.saved"));
    } catch (error) {
      setErrors(refusalsOf(t, locale, error));
      focusFirstComplaint(form);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Part title={t("app.account.password")} text={t("app.account.password.text")}>
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          {errors.form && (
            <Alert color="red" role="alert">
              {errors.form}
            </Alert>
          )}
          <SecretInput
            label={t("app.account.password.current")}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={errors.current}
          />
          <SecretInput
            label={t("app.account.password.next")}
            description={t("app.account.password.hint")}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={errors.next}
          />
          <Group>
            <Button type="submit" loading={busy}>
              {t("app.account.password.change")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  );
}
