import { expect, it } from "vitest";
import { ChatError } from "../src/errors";
import { Intents } from "../src/intents";

const fails = (code: string) => (ids: string[]) => (id: string) => {
  ids.push(id);
  return Promise.reject(new ChatError(code));
};
const works = (ids: string[]) => async (id: string) => void ids.push(id);

it("keeps the id of a call whose answer was lost, until it is answered", async () => {
  const intents = new Intents();
  const ids: string[] = [];
  for (const code of ["connection_lost", "timeout", "internal"]) {
    await expect(intents.run("close 1", fails(code)(ids))).rejects.toThrow();
  }
  await intents.run("close 1", works(ids));
  expect(new Set(ids).size).toBe(1);
  await intents.run("close 1", works(ids));
  expect(ids.at(-1)).not.toBe(ids[0]);
});

it("gives a refused call and another intention a new id", async () => {
  const intents = new Intents();
  const ids: string[] = [];
  await expect(intents.run("close 1", fails("not_assigned")(ids))).rejects.toThrow("not_assigned");
  await expect(intents.run("close 1", fails("connection_lost")(ids))).rejects.toThrow("connection_lost");
  await intents.run("close 2", works(ids));
  expect(new Set(ids).size).toBe(3);
});
