import { Select, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { EditorDrawer } from "../admin/common/EditorDrawer";
import { languageChoices } from "../admin/common/languages";
import { Notice } from "../admin/common/Notice";
import { useForm } from "../admin/common/useForm";
import { api } from "../app/api";
import { useI18n } from "../app/i18n";
import type { Contact } from "../desk/live/types";
import { contactName } from "../desk/people";
import { contactBefore, contactBody, readContact, validateContact } from "./contactForm";

/** What a colleague corrects of a customer. Fields that the website has signed stay as they are. */
export default function ContactEditor({ contact, onClose }: { contact: Contact; onClose(): void }) {
  const { t, tag } = useI18n();
  const queries = useQueryClient();
  const form = useForm({
    path: "/api/contacts",
    item: contact,
    read: readContact,
    validate: (values) => validateContact(t, values),
    body: (values, read) => ({ ...contactBody(values), was: contactBefore(read ?? contact) }),
    latest: (id) => api.get<Contact>(`/api/contacts/${id}`),
    saved: t("desk.people.saved"),
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: ["conversation"] });
      void queries.invalidateQueries({ queryKey: ["people"] });
      onClose();
    },
  });
  const { values, set, error } = form;
  const locked = contact.verified;
  return (
    <EditorDrawer title={contactName(t, contact)} form={form} isNew={false} onClose={onClose} size={440}>
      <Stack gap="md">
        {locked && <Notice title={t("desk.people.verified")}>{t("desk.people.verified.text")}</Notice>}
        <TextInput
          label={t("desk.people.name")}
          data-autofocus={!locked || undefined}
          autoComplete="off"
          disabled={locked}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error("name")}
        />
        <TextInput
          label={t("desk.people.email")}
          type="email"
          autoComplete="off"
          disabled={locked}
          value={values.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          error={error("email")}
        />
        <TextInput
          label={t("desk.people.phone")}
          type="tel"
          autoComplete="off"
          disabled={locked}
          value={values.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
          error={error("phone")}
        />
        <Select
          label={t("desk.details.language")}
          searchable
          allowDeselect={false}
          data={languageChoices(tag, values.locale ? [values.locale] : [])}
          value={values.locale}
          onChange={(locale) => set({ locale: locale ?? values.locale })}
          error={error("locale")}
        />
        <TextInput
          label={t("desk.details.level")}
          placeholder={t("desk.people.level.placeholder")}
          autoComplete="off"
          value={values.level}
          onChange={(event) => set({ level: event.currentTarget.value })}
          error={error("level")}
        />
      </Stack>
    </EditorDrawer>
  );
}
