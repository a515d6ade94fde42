import { byGroup, type Command, type Family } from "./commands";
import type { MessageKey } from "./i18n";

/** One line of the palette: a command, or a family of commands that is one line until it is chosen. */
export type PaletteLine = { command: Command; family?: undefined } | { command: Command; family: Family };

type Groups = [MessageKey, PaletteLine[]][];

/** So many of the conversations at hand are offered by name before anybody has typed; the others are found by their name. */
const mostNamed = 3;

const inPalette = (commands: readonly Command[]) => commands.filter((command) => !command.onlyKey);

/** What the palette opens with: the few that matter here, each family in one line. */
export function openingLines(commands: readonly Command[]): Groups {
  const seen = new Set<string>();
  const lines: PaletteLine[] = [];
  for (const command of inPalette(commands)) {
    if (command.rare) continue;
    const { family } = command;
    if (family && seen.has(family.id)) continue;
    if (family) seen.add(family.id);
    lines.push(family ? { command, family } : { command });
  }
  return grouped(lines).map(([group, members]) => [
    group,
    group === "app.group.open" ? members.slice(0, mostNamed) : members,
  ]);
}

/** All that every word of the query stands in, rare ones too; what has them in its name comes first. */
export function foundLines(commands: readonly Command[], query: string): Groups {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const all = inPalette(commands);
  const named = all.filter((command) => has(command.label));
  const other = all.filter((command) => !named.includes(command) && has(`${command.label} ${command.words ?? ""}`));
  const groups = new Map<MessageKey, PaletteLine[]>();
  for (const command of [...named, ...other]) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), { command }]);
  }
  return [...groups];
}

/** The second step: one family alone, narrowed by what is typed. */
export const familyLines = (commands: readonly Command[], family: Family, query: string): Groups =>
  foundLines(
    commands.filter((command) => command.family?.id === family.id),
    query,
  );

function grouped(lines: PaletteLine[]): Groups {
  return byGroup(lines.map((line) => ({ ...line, group: line.command.group })));
}
