import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const kilobyte = 1024;
export const loaderLimit = 5 * kilobyte;
export const chatLimit = 45 * kilobyte;
/** Each part that is fetched when it is first shown. */
export const lazyLimit = 4 * kilobyte;

/** Gzipped bytes of the loader and of everything that an open chat loads: the panel, what it imports, and the largest locale. */
export function measure(root, loader, { panel, locales, lazy }) {
  const size = (file) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length;
  const rows = [loader, ...panel].map((file) => ({ file, bytes: size(file) }));
  const largest = locales.map((file) => ({ file, bytes: size(file) })).sort((a, b) => b.bytes - a.bytes)[0];
  if (largest) rows.push(largest);
  const total = rows.reduce((sum, row) => sum + row.bytes, 0);
  return { rows, total, loader: rows[0].bytes, lazy: lazy.map((file) => ({ file, bytes: size(file) })) };
}

/** Prints the table; throws when a limit is passed. */
export function check({ rows, total, loader, lazy }) {
  const line = (name, bytes, limit) =>
    console.log(`${name.padEnd(34)} ${(bytes / kilobyte).toFixed(2).padStart(7)} KB${limit ? `   limit ${limit / kilobyte} KB` : ""}`);
  for (const row of rows) line(row.file, row.bytes, row === rows[0] ? loaderLimit : 0);
  line("an open chat, gzipped", total, chatLimit);
  for (const part of lazy) line(part.file, part.bytes, lazyLimit);
  if (loader > loaderLimit) throw new Error("The loader is over its limit.");
  if (total > chatLimit) throw new Error("An open chat is over its limit.");
  const large = lazy.find((part) => part.bytes > lazyLimit);
  if (large) throw new Error(`${large.file} is over its limit.`);
}
