import { act } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { type Command, listenForKeys, useCommands } from "../src/app/commands";
import { Palette } from "../src/app/Palette";
import { foundLines, openingLines } from "../src/app/paletteLines";
import { leavePage, showPage, until } from "./showPage";

const run = vi.fn();
const command = (id: string, label: string, more: Partial<Command> = {}): Command => ({
  id,
  label,
  group: "app.group.conversation",
  run: () => run(id),
  ...more,
});
const priority = { id: "priority", label: "Set priority" };
const commands: Command[] = [
  command("compose", "Write a reply"),
  ...["Urgent", "High", "Normal", "Low"].map((name) =>
    command(`priority-${name}`, `Set priority: ${name}`, { family: priority }),
  ),
  command("theme-dark", "Appearance: Dark", { group: "app.group.display", rare: true }),
  ...Array.from({ length: 20 }, (_, i) => command(`open-${i}`, `Open Customer ${i}`, { group: "app.group.open" })),
  command("key", "Only a key", { onlyKey: true }),
];

const labels = (groups: ReturnType<typeof openingLines>) =>
  groups.flatMap(([, lines]) => lines.map((line) => line.family?.label ?? line.command.label));

it("opens with few lines: a family is one, rare ones and most names are left to the search", () => {
  expect(labels(openingLines(commands))).toEqual([
    "Write a reply",
    "Set priority",
    "Open Customer 0",
    "Open Customer 1",
    "Open Customer 2",
  ]);
});

it("finds every command by its name, also the rare ones and each of a family", () => {
  for (const { label } of commands.filter((one) => !one.onlyKey)) {
    expect(labels(foundLines(commands, label))).toContain(label);
  }
  expect(labels(foundLines(commands, "urgent priority"))).toEqual(["Set priority: Urgent"]);
  expect(foundLines(commands, "only a key")).toEqual([]);
});

function Owner() {
  useCommands(commands);
  return <Palette />;
}

const field = () => document.querySelector<HTMLInputElement>("input");
const shown = () => [...document.querySelectorAll("[data-action]")].map((line) => line.textContent);
const press = (key: string, more: KeyboardEventInit = {}) =>
  act(async () => {
    (field() ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true, ...more }),
    );
  });

afterEach(leavePage);

it("asks a family for its value in a second step, and Backspace goes back", async () => {
  await showPage(<Owner />);
  const stop = listenForKeys(document);
  await press("k", { ctrlKey: true });
  await until(() => expect(shown()).toContain("Set priority…"));

  await press("ArrowDown");
  await press("ArrowDown");
  await press("Enter");
  expect(shown()).toEqual(["Urgent", "High", "Normal", "Low"].map((name) => `Set priority: ${name}`));
  expect(field()?.getAttribute("aria-label")).toBe("Set priority");
  await press("Backspace");
  expect(shown()).toContain("Set priority…");

  await act(async () => document.querySelectorAll<HTMLElement>("[data-action]")[1]?.click());
  await press("Enter");
  expect(run).toHaveBeenCalledExactlyOnceWith("priority-Urgent");
  stop();
});
