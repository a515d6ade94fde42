import { expect, test, vi } from "vitest";
import { MemoryStore, StorageLease, WebLocks } from "../src";

const denied = () => new DOMException("The request was denied.", "SecurityError");
const locks = (request: unknown) => ({ request }) as LockManager;
const lease = () => new StorageLease(new MemoryStore());

test("Where the browser has locks and refuses them, the work runs without", async () => {
  const request = vi.fn(() => Promise.reject(denied()));
  const exclusive = new WebLocks(locks(request), lease());
  expect(await exclusive.run("a", async () => 1)).toBe(1);
  expect(await exclusive.run("a", async () => 2)).toBe(2);
  expect(request).toHaveBeenCalledTimes(1);
});

test("Work that fails under its lock is not run again", async () => {
  const work = vi.fn(() => Promise.reject(new Error("mine")));
  const exclusive = new WebLocks(
    locks((_: string, __: object, run: () => unknown) => run()),
    lease(),
  );
  await expect(exclusive.run("a", work)).rejects.toThrow("mine");
  expect(work).toHaveBeenCalledTimes(1);
});

test("A wait that was given up is not begun elsewhere", async () => {
  const abort = new AbortController();
  const request = () => {
    abort.abort();
    return Promise.reject(abort.signal.reason);
  };
  const work = vi.fn(async () => 1);
  await expect(new WebLocks(locks(request), lease()).run("a", work, abort.signal)).rejects.toThrow();
  expect(work).not.toHaveBeenCalled();
});
