import { ActionIcon, Menu, Tabs } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useI18n } from "../../app/i18n";
import classes from "./admin.module.css";
import { commonLanguages, languageName, sortLanguages } from "./languages";

interface Props {
  languages: string[];
  onAdd(tag: string): void;
  onRemove(tag: string): void;
  /** Marks the tab of a language whose text has a complaint. */
  hasError?(tag: string): boolean;
  children(tag: string): ReactNode;
}

/** One tab per language that has a text. The last one cannot be removed. */
export function LanguageTabs({ languages, onAdd, onRemove, hasError, children }: Props) {
  const { t, locale } = useI18n();
  const [chosen, setChosen] = useState<string | null>(null);
  const tags = sortLanguages(languages);
  const active = chosen && tags.includes(chosen) ? chosen : (tags[0] ?? "en");
  const addable = commonLanguages.filter((tag) => !tags.includes(tag));
  return (
    <Tabs value={active} onChange={setChosen} keepMounted>
      <div className={classes.tabLine}>
        <Tabs.List>
          {tags.map((tag) => (
            <Tabs.Tab key={tag} value={tag} lang={tag} c={hasError?.(tag) ? "var(--c-hot)" : undefined}>
              {languageName(tag, locale)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size={32} aria-label={t("admin.language.add")}>
              <IconPlus size={17} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
            {addable.map((tag) => (
              <Menu.Item
                key={tag}
                onClick={() => {
                  onAdd(tag);
                  setChosen(tag);
                }}
              >
                {languageName(tag, locale)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {tags.length > 1 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t("admin.language.remove", { language: languageName(active, locale) })}
            onClick={() => onRemove(active)}
          >
            <IconTrash size={17} />
          </ActionIcon>
        )}
      </div>
      {tags.map((tag) => (
        <Tabs.Panel key={tag} value={tag} pt="md">
          {children(tag)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
