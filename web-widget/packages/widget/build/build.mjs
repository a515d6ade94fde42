import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { check, measure } from "./budget.mjs";
import { plainImports, signalrDiet } from "./signalrDiet.mjs";

const home = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const out = resolve(process.env.CHATSERVICE_WWWROOT ?? join(home, "../../../src/ChatService.Server/wwwroot"));
const shared = { root: home, configFile: false, logLevel: "warn" };
const target = ["chrome100", "firefox102", "safari16"];

/** The lazy part: modules with hashed names, so they may be cached for ever. */
async function buildPanel() {
  const result = await build({
    ...shared,
    plugins: [signalrDiet(), plainImports()],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      target,
      outDir: join(out, "widget"),
      emptyOutDir: false,
      copyPublicDir: false,
      modulePreload: false,
      rollupOptions: {
        input: join(home, "src/panel/main.tsx"),
        // The entry may export to the lazy parts what they share with it: a chunk for that would be one more request for each open chat.
        preserveEntrySignatures: "allow-extension",
        output: { hashCharacters: "base36", entryFileNames: "panel-[hash].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  const chunks = result.output.filter((item) => item.type === "chunk");
  const entry = chunks.find((chunk) => chunk.isEntry);
  const loaded = [entry.fileName, ...entry.imports];
  const dynamic = chunks.filter((chunk) => chunk.isDynamicEntry);
  const isLocale = (chunk) => chunk.facadeModuleId?.includes("/locales/");
  return {
    entry: entry.fileName,
    loaded,
    locales: dynamic.filter(isLocale).map((chunk) => chunk.fileName),
    lazy: dynamic.filter((chunk) => !isLocale(chunk)).map((chunk) => chunk.fileName),
  };
}

/** The loader: one classic script under a name that never changes. */
async function buildLoader(panel) {
  await build({
    ...shared,
    define: { __PANEL__: JSON.stringify(panel) },
    build: {
      target,
      outDir: out,
      emptyOutDir: false,
      copyPublicDir: false,
      lib: { entry: join(home, "src/loader/main.ts"), name: "chatserviceLoader", formats: ["iife"], fileName: () => "widget.js" },
    },
  });
}

mkdirSync(join(out, "widget"), { recursive: true });
for (const old of readdirSync(join(out, "widget"))) if (old.endsWith(".js")) rmSync(join(out, "widget", old));
const panel = await buildPanel();
await buildLoader(panel.entry);
const inWidget = (file) => `widget/${file}`;
check(
  measure(out, "widget.js", {
    panel: panel.loaded.map(inWidget),
    locales: panel.locales.map(inWidget),
    lazy: panel.lazy.map(inWidget),
  }),
);
