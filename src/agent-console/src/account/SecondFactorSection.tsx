import { Alert, Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { CopyButton } from "../admin/common/CopyButton";
import { api } from "../app/api";
import { toast, toastError } from "../app/errors";
import { focusFirstComplaint } from "../app/firstComplaint";
import { useI18n } from "../app/i18n";
import { SecretInput } from "../app/SecretInput";
import { useMe, useSession } from "../app/session";
import classes from "./Account.module.css";
import { Part } from "./Part";
import { QrCode } from "./QrCode";
import { missingOf, refusalsOf } from "./refusals";

interface Offer {
  secret: string;
  uri: string;
}

/** Codes of an authenticator app beside the password. */
export function SecondFactorSection() {
  const { t } = useI18n();
  const me = useMe();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [leaving, setLeaving] = useState(false);
  const start = () => api.post<Offer>("/api/auth/second-factor/secret").then(setOffer, (error) => toastError(t, error));

  return (
    <Part
      title={t("app.account.second")}
      text={t(me.secondFactor ? "app.account.second.on" : "app.account.second.text")}
    >
      {codes && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
      {me.secondFactor ? (
        leaving ? (
          <TurnOff onDone={() => setLeaving(false)} />
        ) : (
          <Button variant="default" size="xs" onClick={() => setLeaving(true)}>
            {t("app.account.second.off")}
          </Button>
        )
      ) : offer ? (
        <TurnOn
          offer={offer}
          onCancel={() => setOffer(null)}
          onDone={(made) => {
            setOffer(null);
            setCodes(made);
          }}
        />
      ) : (
        <Button variant="default" size="xs" onClick={() => void start()}>
          {t("app.account.second.start")}
        </Button>
      )}
    </Part>
  );
}

interface TurnOnProps {
  offer: Offer;
  onCancel(): void;
  onDone(codes: string[]): void;
}

function TurnOn({ offer, onCancel, onDone }: TurnOnProps) {
  const { t } = useI18n();
  const me = useMe();
  const { replace } = useSession();
  return (
    <Stack gap="md">
      <Text size="sm">{t("app.account.second.steps")}</Text>
      <Group gap="lg" align="center">
        <QrCode text={offer.uri} label={t("app.account.second.qr")} />
        <Stack gap="xs" align="flex-start" className={classes.beside}>
          <Text size="sm" fw={600}>
            {t("app.account.second.secret")}
          </Text>
          <Code fz="md">{offer.secret.replace(/(.{4})/g, "$1 ").trim()}</Code>
          <CopyButton text={offer.secret} />
          <Button component="a" href={offer.uri} variant="subtle" size="xs" className={classes.open}>
            {t("app.account.second.open")}
          </Button>
        </Stack>
      </Group>
      <Proof
        button={t("app.account.second.turnOn")}
        onCancel={onCancel}
        send={async (password, code) => {
          const { recoveryCodes } = await api.post<{ recoveryCodes: string[] }>("/api/auth/second-factor", {
            password,
            code,
            secret: offer.secret,
          });
          replace({ ...me, secondFactor: true });
          onDone(recoveryCodes);
        }}
      />
    </Stack>
  );
}

function TurnOff({ onDone }: { onDone(): void }) {
  const { t } = useI18n();
  const me = useMe();
  const { replace } = useSession();
  return (
    <Proof
      button={t("app.account.second.off")}
      onCancel={onDone}
      send={async (password, code) => {
        await api.post("/api/auth/second-factor/off", { password, code });
        replace({ ...me, secondFactor: false });
        toast(t("app.account.second.isOff"));
        onDone();
      }}
    />
  );
}

interface ProofProps {
  button: string;
  send(password: string, code: string): Promise<void>;
  onCancel?(): void;
}

/** Password and code: a page that was left open is not enough. */
function Proof({ button, send, onCancel }: ProofProps) {
  const { t, locale } = useI18n();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const missing = missingOf(t, { code, password });
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirstComplaint(form);
    setBusy(true);
    try {
      await send(password, code);
    } catch (error) {
      setErrors(refusalsOf(t, locale, error));
      focusFirstComplaint(form);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {errors.form && (
          <Alert color="red" role="alert">
            {errors.form}
          </Alert>
        )}
        <TextInput
          label={t("app.login.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={errors.code}
        />
        <SecretInput
          label={t("app.account.password.current")}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={errors.password}
        />
        <Group>
          <Button type="submit" loading={busy}>
            {button}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t("app.action.cancel")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone(): void }) {
  const { t } = useI18n();
  return (
    <Alert color="ink" title={t("app.account.second.codes")} mb="md">
      <Stack gap="sm">
        <Text size="sm">{t("app.account.second.codes.text")}</Text>
        <Code block p="sm" className={classes.codes} data-testid="recovery-codes">
          {codes.join("\n")}
        </Code>
        <Group>
          <CopyButton text={codes.join("\n")} />
          <Button onClick={onDone}>{t("app.account.second.codes.done")}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
