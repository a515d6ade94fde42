import { act } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { InboxContents } from "../../src/admin/inboxes/InboxContents";
import { readInbox } from "../../src/admin/inboxes/inboxForm";
import { LauncherPreview } from "../../src/admin/inboxes/LauncherPreview";
import { hueOf } from "../../src/app/hue";
import { leavePage, showPage } from "../showPage";

afterEach(leavePage);

it("leads to each part of the inbox, and leaves the address as it is", async () => {
  await showPage(<InboxContents installable={false} />);
  const links = [...document.querySelectorAll<HTMLAnchorElement>("nav a")];
  expect(links.map((link) => link.getAttribute("href"))).not.toContain("#install");
  expect(links).toHaveLength(6);
  const part = document.body.appendChild(document.createElement("section"));
  part.id = "routing";
  part.scrollIntoView = vi.fn();
  const before = location.href;
  await act(async () => links.at(-1)?.click());
  expect(part.scrollIntoView).toHaveBeenCalledTimes(1);
  expect(location.href).toBe(before);
});

it("gives an id one of twelve colours for good, and uses all of them", () => {
  const ids = Array.from({ length: 500 }, () => crypto.randomUUID());
  const hues = ids.map(hueOf);
  expect(ids.map(hueOf)).toEqual(hues);
  expect(new Set(hues)).toEqual(new Set(Array.from({ length: 12 }, (_, n) => n * 30)));
});

it("previews what a customer sees before the first message: what is asked, and where to write", async () => {
  const values = readInbox(null);
  const asks = { askName: true, askEmail: true, required: false };
  await showPage(<LauncherPreview values={{ ...values, preChat: asks }} language="en" />);
  expect(document.body.textContent).toContain("Name (optional)E-mail (optional)Your message");
  await leavePage();
  await showPage(
    <LauncherPreview values={{ ...values, preChat: { ...asks, askName: false, required: true } }} language="en" />,
  );
  expect(document.body.textContent).toContain("E-mailYour message");
  expect(document.body.textContent).not.toContain("Name");
});
