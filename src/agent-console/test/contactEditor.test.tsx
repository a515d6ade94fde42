import { act } from "react";
import { afterEach, expect, it, vi } from "vitest";
import type { Contact } from "../src/desk/live/types";
import ContactEditor from "../src/people/ContactEditor";
import { type Answers, leavePage, showPage, until } from "./showPage";

const contact = {
  id: "c1",
  name: "Lin Wei",
  email: "lin@old.example",
  phone: null,
  locale: "en",
  level: null,
  verified: false,
  externalId: null,
  attributes: { plan: "gold" },
  note: "Likes tea",
  createdAt: "2026-11-21T08:00:00Z",
  lastSeenAt: null,
  version: 3,
} as unknown as Contact;
const closed = vi.fn();

afterEach(async () => {
  await leavePage();
  closed.mockReset();
});

const field = (label: string) => {
  const id = [...document.querySelectorAll("label")].find((element) => element.textContent === label)?.htmlFor;
  return document.getElementById(id ?? "") as HTMLInputElement;
};

async function changes(label: string, value: string, answers: Answers) {
  const asked = await showPage(<ContactEditor contact={contact} onClose={closed} />, answers);
  await until(() => expect(field(label)).not.toBeNull());
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field(label), value);
    field(label).dispatchEvent(new Event("input", { bubbles: true }));
  });
  await act(async () => document.querySelector("form")?.requestSubmit());
  await until(() => expect(asked.some(({ method }) => method === "PUT")).toBe(true));
  return asked.find(({ method }) => method === "PUT");
}

it("sends what was read beside what is wanted, so that a colleague's change of another field stays", async () => {
  const put = await changes("Phone", "040 123456", { "PUT /api/contacts/c1": { ...contact, version: 5 } });
  expect(put?.body).toMatchObject({
    phone: "040 123456",
    was: {
      name: "Lin Wei",
      email: "lin@old.example",
      phone: null,
      locale: "en",
      level: null,
      note: "Likes tea",
      attributes: { plan: "gold" },
    },
  });
  await until(() => expect(closed).toHaveBeenCalled());
});

it("shows a field that both changed with what is stored now, keeps what was typed, and saves it then", async () => {
  const theirs = { ...contact, email: "lin@theirs.example", phone: "040 99", version: 4 };
  let refusals = 1;
  await changes("E-mail", "lin@mine.example", {
    "GET /api/contacts/c1": theirs,
    "PUT /api/contacts/c1": () =>
      refusals-- > 0
        ? Response.json({ code: "conflict", detail: "Changed." }, { status: 409 })
        : { ...theirs, version: 5 },
  });
  await until(() => expect(document.body.textContent).toContain("E-mail, as stored now: lin@theirs.example"));
  expect(document.body.textContent).toContain("Taken over from them: Phone.");
  expect(field("E-mail").value).toBe("lin@mine.example");
  expect(field("Phone").value).toBe("040 99");
  expect(closed).not.toHaveBeenCalled();

  await act(async () => document.querySelector("form")?.requestSubmit());
  await until(() => expect(closed).toHaveBeenCalled());
});
