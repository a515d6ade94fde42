import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { vi } from "vitest";
import { I18nProvider } from "../src/app/i18n";
import { type Me, SessionProvider, useSession } from "../src/app/session";
import { me } from "./fixtures";

/** What the server answers: the first entry whose path and query begin so, by method. */
export type Answers = Record<string, unknown>;
export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

let root: Root | null = null;

function WhenSignedIn({ children }: { children: ReactNode }) {
  return useSession().state.kind === "in" ? <main>{children}</main> : null;
}

/** Shows a page to a signed-in agent, with a scripted server behind `fetch`; answers what was asked of it. */
export async function showPage(page: ReactNode, answers: Answers = {}, as: Partial<Me> = {}): Promise<Asked[]> {
  const asked: Asked[] = [];
  const agent = { ...me, ...as };
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const method = init.method ?? "GET";
    if (path === "/api/auth/me") return Response.json({ agent, serverTime: new Date().toISOString() });
    asked.push({ method, path, body: init.body ? JSON.parse(String(init.body)) : null });
    const found = Object.entries(answers).find(([start]) => `${method} ${path}`.startsWith(start));
    const answer = typeof found?.[1] === "function" ? found[1](asked.at(-1)) : found?.[1];
    return answer instanceof Response ? answer : Response.json(answer ?? { items: [], nextCursor: null });
  });
  root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () =>
    root?.render(
      <MantineProvider env="test">
        <I18nProvider>
          <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
            <SessionProvider>
              <WhenSignedIn>{page}</WhenSignedIn>
            </SessionProvider>
          </QueryClientProvider>
        </I18nProvider>
      </MantineProvider>,
    ),
  );
  await until(() => {
    if (!document.querySelector("main")) throw new Error("The agent is not signed in yet.");
  });
  return asked;
}

const patienceMs = 3000;

/** Waits until `check` no longer throws. In short acts: within one, React draws nothing before its end. */
export async function until(check: () => void) {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
  }
}

export async function leavePage() {
  await act(async () => root?.unmount());
  root = null;
  document.body.innerHTML = "";
  vi.unstubAllGlobals();
}
