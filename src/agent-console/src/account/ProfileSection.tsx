import { Avatar, Button, FileButton, Group, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api } from "../app/api";
import { toast, toastError } from "../app/errors";
import { focusFirstComplaint } from "../app/firstComplaint";
import { type Locale, locales, useI18n } from "../app/i18n";
import { initials } from "../app/initials";
import { type Me, useMe, useSession } from "../app/session";
import { Part } from "./Part";
import { drawPhoto } from "./photo";
import { missingOf, refusalsOf } from "./refusals";

/** Name, photo, language and signature: what customers and colleagues see. */
export function ProfileSection() {
  const { t, locale, setLocale } = useI18n();
  const me = useMe();
  const { replace } = useSession();
  const [name, setName] = useState(me.name);
  // What is on the screen: saving another field must not turn the page to a language that was chosen elsewhere.
  const [language, setLanguage] = useState<string>(locale);
  const [signature, setSignature] = useState(me.signature ?? "");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const missing = missingOf(t, { name });
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirstComplaint(form);
    setBusy(true);
    try {
      replace(await api.put<Me>("/api/auth/me", { name, locale: language, signature }));
      if (language in locales) setLocale(language as Locale);
      toast(t("app.account.saved"));
    } catch (error) {
      setErrors(refusalsOf(t, locale, error));
      focusFirstComplaint(form);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Part title={t("app.account.profile")} text={t("app.account.profile.text")}>
      <Photo />
      <form onSubmit={save} noValidate>
        <Stack gap="md" mt="md">
          <TextInput
            label={t("app.account.name")}
            autoComplete="name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.name}
          />
          <TextInput
            label={t("app.login.email")}
            description={t("app.account.emailHint")}
            variant="unstyled"
            readOnly
            value={me.email}
          />
          <Select
            label={t("app.menu.language")}
            allowDeselect={false}
            data={Object.entries(locales).map(([value, { name: label }]) => ({ value, label }))}
            value={language}
            onChange={(value) => setLanguage(value ?? language)}
            error={errors.locale}
          />
          <Textarea
            label={t("app.account.signature")}
            description={t("app.account.signatureHint")}
            autosize
            minRows={2}
            maxRows={6}
            value={signature}
            onChange={(event) => setSignature(event.currentTarget.value)}
            error={errors.signature ?? errors.form}
          />
          <Group>
            <Button type="submit" loading={busy}>
              {t("app.action.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  );
}

function Photo() {
  const { t } = useI18n();
  const me = useMe();
  const { replace } = useSession();
  const [busy, setBusy] = useState(false);

  async function change(work: () => Promise<Me>) {
    setBusy(true);
    try {
      replace(await work());
    } catch (error) {
      toastError(t, error);
    } finally {
      setBusy(false);
    }
  }

  async function choose(file: File | null) {
    if (!file) return;
    const photo = await drawPhoto(file).catch(() => null);
    if (!photo) toast(t("app.account.photo.bad"));
    else await change(() => api.putBlob<Me>("/api/auth/photo", photo));
  }

  return (
    <Group gap="md">
      <Avatar size={64} radius="xl" src={me.avatarUrl ?? null} alt={t("app.account.photo")}>
        {initials(me.name)}
      </Avatar>
      <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void choose(file)}>
        {(props) => (
          <Button {...props} variant="default" size="xs" loading={busy}>
            {t("app.account.photo.choose")}
          </Button>
        )}
      </FileButton>
      {me.avatarUrl && (
        <Button variant="subtle" size="xs" onClick={() => void change(() => api.del<Me>("/api/auth/photo"))}>
          {t("app.account.photo.remove")}
        </Button>
      )}
    </Group>
  );
}
