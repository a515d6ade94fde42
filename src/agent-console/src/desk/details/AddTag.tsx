import { Combobox, useCombobox } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useI18n } from "../../app/i18n";
import classes from "./Details.module.css";
import { doubled, suggestTags } from "./tagMatch";
import { useTagList } from "./useTagList";

/** A tag in use comes before a new one: Enter takes what is meant, and a double must be chosen on purpose. */
export function AddTag({ taken, onAdd }: { taken: readonly string[]; onAdd(tag: string): void }) {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const [wanted, setWanted] = useState(false);
  const known = useTagList(wanted);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const typed = text.trim();
  const suggestions = typed || combobox.dropdownOpened ? suggestTags(known, typed, taken) : [];
  const isKnown = known.some((tag) => tag.name.toLowerCase() === typed.toLowerCase());
  const isTaken = taken.some((tag) => tag.toLowerCase() === typed.toLowerCase());
  const near = typed && !isKnown ? doubled(known, typed) : null;
  const mayCreate = typed !== "" && !isKnown && !isTaken;

  const offered = mayCreate ? [...suggestions, typed] : suggestions;

  function add(tag: string) {
    setText("");
    combobox.closeDropdown();
    onAdd(tag);
  }

  /** Enter means what is chosen, else the first: also before the list has been drawn. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") combobox.selectNextOption();
    else if (event.key === "ArrowUp") combobox.selectPreviousOption();
    else if (event.key === "Escape") combobox.closeDropdown();
    else if (event.key === "Enter") {
      const chosen = offered[combobox.getSelectedOptionIndex()] ?? (typed ? offered[0] : undefined);
      if (chosen) add(chosen);
    } else return;
    event.preventDefault();
  }

  return (
    <Combobox store={combobox} onOptionSubmit={add} withinPortal width={240} position="bottom-start">
      <Combobox.Target>
        <span className={classes.addTag}>
          <IconPlus size={12} aria-hidden="true" />
          <Combobox.EventsTarget withKeyboardNavigation={false}>
            <input
              value={text}
              maxLength={40}
              size={12}
              aria-label={t("desk.details.tags.add")}
              placeholder={t("desk.details.tags.add")}
              onFocus={() => {
                setWanted(true);
                combobox.openDropdown();
              }}
              onKeyDown={onKeyDown}
              onBlur={() => combobox.closeDropdown()}
              onChange={(event) => {
                setText(event.currentTarget.value);
                combobox.openDropdown();
              }}
            />
          </Combobox.EventsTarget>
        </span>
      </Combobox.Target>
      <Combobox.Dropdown hidden={suggestions.length === 0 && !mayCreate}>
        <Combobox.Options aria-label={t("desk.details.tags")}>
          {suggestions.map((tag) => (
            <Combobox.Option key={tag} value={tag}>
              {tag}
            </Combobox.Option>
          ))}
          {mayCreate && (
            <Combobox.Option value={typed} className={classes.newTag}>
              {t("desk.details.tags.create", { tag: typed })}
              {near && <span className={classes.near}>{t("desk.details.tags.near", { tag: near })}</span>}
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
