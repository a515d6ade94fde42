import { MemoryStore } from "@chatservice/client";
import { expect, it } from "vitest";
import { filterCanned, offeredHere, slashQuery, textFor } from "../src/desk/composer/canned";
import { renderTemplate } from "../src/desk/composer/template";
import { Drafts } from "../src/desk/live/drafts";

const reply = (shortcut: string, title = "", texts: Record<string, string> = { en: shortcut }) => ({
  id: shortcut,
  shortcut,
  title,
  texts,
  inboxIds: [] as string[],
  teamIds: [] as string[],
});

it("fills variables and takes the fallback for empty and unknown ones", () => {
  const text = "Hello {{contact.name|there}}, {{ agent.name }} here. {{nothing|}}{{toString|safe}}";
  expect(renderTemplate(text, { "contact.name": " ", "agent.name": "Anna" })).toBe("Hello there, Anna here. safe");
});

it("fills in one pass: a customer's name cannot bring a variable with it", () => {
  expect(renderTemplate("Hi {{contact.name}}", { "contact.name": "{{agent.name}}", "agent.name": "Anna" })).toBe(
    "Hi {{agent.name}}",
  );
});

it("keeps dollar signs of a value as they are", () => {
  expect(renderTemplate("{{price}}", { price: "$& $1" })).toBe("$& $1");
});

it("takes the text in the customer's language, then in the others", () => {
  const both = reply("hi", "", { en: "Hello", "zh-CN": "您好" });
  expect(textFor(both, "zh-TW", "en")).toBe("您好");
  expect(textFor(both, "fr", "de")).toBe("Hello");
  expect(textFor(reply("x", "", { de: "Hallo" }), "fr")).toBe("Hallo");
});

it("puts the shortcut itself first, then beginnings, titles and texts", () => {
  const replies = [
    reply("xhi"),
    reply("a", "Say hi"),
    reply("hill"),
    reply("hi"),
    reply("z", "", { en: "…hi…" }),
    reply("no"),
  ];
  expect(filterCanned(replies, "HI").map((one) => one.shortcut)).toEqual(["hi", "hill", "a", "xhi", "z"]);
});

it("offers a reply only in its inboxes and to its teams", () => {
  const bound = { ...reply("x"), inboxIds: ["shop"], teamIds: ["sales"] };
  expect(offeredHere(bound, "shop", ["sales"])).toBe(true);
  expect(offeredHere(bound, "shop", ["support"])).toBe(false);
  expect(offeredHere(bound, "shop", [])).toBe(true);
  expect(offeredHere(bound, "help", ["sales"])).toBe(false);
});

it("sees a slash at the beginning of a word, not inside one", () => {
  expect(slashQuery("/he", 3)).toEqual({ start: 0, query: "he" });
  expect(slashQuery("Yes /", 5)).toEqual({ start: 4, query: "" });
  expect(slashQuery("and/or", 6)).toBeNull();
  expect(slashQuery("/he llo", 7)).toBeNull();
});

it("keeps a draft for each conversation and mode, over reloads", () => {
  const store = new MemoryStore();
  const drafts = new Drafts("anna", store);
  drafts.set("c1", "reply", "Dear");
  drafts.set("c1", "note", "careful");
  const again = new Drafts("anna", store);
  expect([again.get("c1", "reply"), again.get("c1", "note"), again.get("c2", "reply")]).toEqual([
    "Dear",
    "careful",
    "",
  ]);
  expect(new Drafts("tom", store).has("c1")).toBe(false);
  again.set("c1", "reply", "");
  expect(again.get("c1", "reply")).toBe("");
});

it("puts a refused text before what was begun meanwhile", () => {
  const drafts = new Drafts("anna", new MemoryStore());
  drafts.set("c1", "reply", "begun");
  drafts.giveBack("c1", "reply", "refused");
  expect(drafts.get("c1", "reply")).toBe("refused\nbegun");
});
