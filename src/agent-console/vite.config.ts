import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const wwwroot = process.env.CHATSERVICE_WWWROOT ?? resolve(import.meta.dirname, "../ChatService.Server/wwwroot");
const server = process.env.CHATSERVICE_URL ?? "http://localhost:5080";

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  build: {
    outDir: resolve(wwwroot, "console"),
    emptyOutDir: true,
    // The page runs under script-src 'self': nothing may be inlined as a data: script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      "/api": server,
      "/hubs": { target: server, ws: true },
    },
  },
  test: {
    environment: "happy-dom",
    // One page and one copy of the modules for all files: a page of its own for each took ten times as long as the tests.
    isolate: false,
    pool: "threads",
    setupFiles: ["test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
  },
});
