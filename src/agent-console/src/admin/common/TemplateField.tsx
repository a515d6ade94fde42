import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useRef } from "react";
import { translate, useI18n } from "../../app/i18n";
import type { Texts } from "../wire";
import { LanguageTabs } from "./LanguageTabs";
import classes from "./Template.module.css";
import { insertAt, parseTemplate, type Variable, variables } from "./template";

interface Props {
  label: string;
  texts: Texts;
  onChange(texts: Texts): void;
  /** The field's path without the language. */
  path: string;
  error(path: string): string | undefined;
}

/** Texts by language with variables put in by a click, and what the customer will read. */
export function TemplateField({ label, texts, onChange, path, error }: Props) {
  return (
    <LanguageTabs
      languages={Object.keys(texts)}
      onAdd={(tag) => onChange({ ...texts, [tag]: "" })}
      onRemove={(tag) => onChange(Object.fromEntries(Object.entries(texts).filter(([other]) => other !== tag)))}
      hasError={(tag) => Boolean(error(`${path}.${tag}`))}
    >
      {(tag) => (
        <OneText
          label={label}
          language={tag}
          text={texts[tag] ?? ""}
          onChange={(text) => onChange({ ...texts, [tag]: text })}
          error={error(`${path}.${tag}`)}
        />
      )}
    </LanguageTabs>
  );
}

interface TextProps {
  label: string;
  language: string;
  text: string;
  onChange(text: string): void;
  error: string | undefined;
}

function OneText({ label, language, text, onChange, error }: TextProps) {
  const { t } = useI18n();
  const area = useRef<HTMLTextAreaElement>(null);
  function insert(name: Variable) {
    const field = area.current;
    const { text: next, caret } = insertAt(
      text,
      field?.selectionStart ?? text.length,
      field?.selectionEnd ?? text.length,
      name,
    );
    onChange(next);
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(caret, caret);
    });
  }
  return (
    <Stack gap="sm">
      <Textarea
        ref={area}
        label={label}
        lang={language}
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      <Group gap={6}>
        <Text size="xs" c="dimmed">
          {t("admin.template.insert")}
        </Text>
        {variables.map((name) => (
          <Button key={name} variant="default" size="compact-xs" onClick={() => insert(name)}>
            {t(`admin.variable.${name}`)}
          </Button>
        ))}
      </Group>
      {text.trim() && <Preview text={text} language={language} />}
    </Stack>
  );
}

/** Example values in the language of the text, marked as what will be filled in. */
function Preview({ text, language }: { text: string; language: string }) {
  const { t } = useI18n();
  const speaks = language.startsWith("zh") ? "zh-CN" : "en";
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t("admin.template.preview")}
      </Text>
      <div className={classes.bubble} lang={language}>
        {parseTemplate(text).map((part, index) =>
          part.kind === "text" ? (
            part.text
          ) : (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: parts are their places in the text
              key={index}
              className={part.known ? classes.value : classes.unknown}
              title={part.fallback ? t("admin.template.fallback", { text: part.fallback }) : undefined}
            >
              {part.known ? translate(speaks, `admin.example.${part.name as Variable}`) : part.name}
            </span>
          ),
        )}
      </div>
    </div>
  );
}
