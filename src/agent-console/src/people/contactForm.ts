import type { Translate } from "../app/i18n";
import type { Contact } from "../desk/live/types";

export interface ContactValues {
  name: string;
  email: string;
  phone: string;
  locale: string;
  level: string;
}

export const readContact = (contact: Contact | null): ContactValues => ({
  name: contact?.name ?? "",
  email: contact?.email ?? "",
  phone: contact?.phone ?? "",
  locale: contact?.locale ?? "",
  level: contact?.level ?? "",
});

export const contactBody = ({ name, email, phone, locale, level }: ContactValues) => ({
  name: name.trim() || null,
  email: email.trim() || null,
  phone: phone.trim() || null,
  locale: locale || null,
  level: level.trim() || null,
});

/**
 * What the server compares with: only what differs from it is written, so that two who edit keep both changes, and only a field that
 * both changed is refused. All of it in the words of the server, also the fields that this form has no place for.
 */
export const contactBefore = ({ name, email, phone, locale, level, attributes, note }: Contact) => ({
  name,
  email,
  phone,
  locale,
  level,
  attributes,
  note,
});

/** The server decides; this only spares a round trip for what cannot be an address. */
export function validateContact(t: Translate, values: ContactValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (values.email.trim() && !/^[^\s@]+@[^\s@]+$/.test(values.email.trim())) errors.email = t("desk.people.badEmail");
  if (values.phone.trim() && !/\d{3}/.test(values.phone.replace(/\D/g, ""))) errors.phone = t("desk.people.badPhone");
  return errors;
}
