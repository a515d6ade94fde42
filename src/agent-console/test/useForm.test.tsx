import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Form, useForm } from "../src/admin/common/useForm";
import { I18nProvider } from "../src/app/i18n";

interface Team {
  id: string;
  version: number;
  name: string;
  note: string;
}

interface Values {
  name: string;
  note: string;
}

const stored: Team = { id: "t1", version: 3, name: "Sales", note: "" };
let form: Form<Values>;
let saved: Team[] = [];
let answers: ((method: string, path: string, body: Record<string, unknown>) => { status: number; body: unknown })[] =
  [];
let sent: { method: string; path: string; body: Record<string, unknown> }[] = [];

function Editor() {
  form = useForm<Values, Team>({
    path: "/api/teams",
    item: stored,
    read: (team) => ({ name: team?.name ?? "", note: team?.note ?? "" }),
    validate: (values): Record<string, string> => (values.name ? {} : { name: "Please fill this in." }),
    onSaved: (team) => saved.push(team),
  });
  return <p>{form.error("name")}</p>;
}

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  saved = [];
  sent = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const method = init.method ?? "GET";
    const body = init.body ? JSON.parse(String(init.body)) : {};
    if (method !== "GET") sent.push({ method, path, body });
    const answer = answers.map((one) => one(method, path, body)).find((one) => one.status !== 0);
    return new Response(JSON.stringify(answer?.body ?? {}), { status: answer?.status ?? 404 });
  });
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () =>
    root.render(
      <MantineProvider>
        <I18nProvider>
          <QueryClientProvider client={new QueryClient()}>
            <Editor />
          </QueryClientProvider>
        </I18nProvider>
      </MantineProvider>,
    ),
  );
});

afterEach(() => {
  answers = [];
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const when = (method: string, path: string, status: number, body: unknown) => (m: string, p: string) =>
  m === method && p.startsWith(path) ? { status, body } : { status: 0, body: null };

const type = (patch: Partial<Values>) => act(async () => form.set(patch));
const submit = () => act(async () => form.submit());

it("sends the version that was read", async () => {
  answers = [when("PUT", "/api/teams/t1", 200, { ...stored, name: "Sell", version: 4 })];
  await type({ name: "Sell" });
  expect(form.dirty).toBe(true);
  await submit();
  expect(sent).toEqual([
    { method: "PUT", path: "/api/teams/t1", body: { id: "t1", name: "Sell", note: "", version: 3 } },
  ]);
  expect(saved).toHaveLength(1);
  expect(form.dirty).toBe(false);
});

it("does not send what is not valid, and says so at the field", async () => {
  await type({ name: "" });
  await submit();
  expect(sent).toEqual([]);
  expect(form.error("name")).toBe("Please fill this in.");
});

it("shows the server's complaint at its field until the field is touched", async () => {
  answers = [when("PUT", "/api/teams/t1", 400, { code: "invalid_argument", errors: { Name: ["Taken."] } })];
  await type({ name: "Twice" });
  await submit();
  expect(form.error("name")).toBe("Taken.");
  await type({ name: "Once" });
  expect(form.error("name")).toBeUndefined();
});

it("keeps the input on a conflict, says who changed what, and saves over the newest version", async () => {
  answers = [
    (method, path, body) =>
      method === "PUT" && path === "/api/teams/t1" && body.version === 3
        ? { status: 409, body: { code: "conflict" } }
        : { status: 0, body: null },
    when("PUT", "/api/teams/t1", 200, { ...stored, version: 6 }),
    when("GET", "/api/teams", 200, {
      items: [{ ...stored, note: "theirs", color: "red", version: 5 }],
      nextCursor: null,
    }),
    when("GET", "/api/audit", 200, { items: [{ entityId: "t1", actorName: "Sofia", at: "2026-11-21T08:00:00Z" }] }),
  ];
  await type({ name: "Mine" });
  await submit();
  await vi.waitFor(() => expect(form.clash).not.toBeNull());
  expect(form.values).toEqual({ name: "Mine", note: "theirs" });
  expect(form.clash).toMatchObject({ gone: false, by: { name: "Sofia" }, theirs: ["note"], both: [] });
  await submit();
  expect(sent.at(-1)?.body).toEqual({ id: "t1", name: "Mine", note: "theirs", color: "red", version: 5 });
  expect(saved).toHaveLength(1);
  expect(form.clash).toBeNull();
});

it("says that the thing is gone when it was deleted meanwhile", async () => {
  answers = [
    when("PUT", "/api/teams/t1", 409, { code: "conflict" }),
    when("GET", "/api/teams", 200, { items: [], nextCursor: null }),
  ];
  await type({ name: "Mine" });
  await submit();
  await vi.waitFor(() => expect(form.clash?.gone).toBe(true));
  expect(form.values.name).toBe("Mine");
});
