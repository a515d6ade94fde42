import { Stack, Textarea, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { LanguageTabs } from "../common/LanguageTabs";
import { type InboxValues, usualQuestions, type Words } from "./inboxForm";

interface Props {
  words: InboxValues["words"];
  onChange(words: InboxValues["words"]): void;
  onLanguage(tag: string): void;
  error(path: string): string | undefined;
}

/** Greeting and suggested questions, one tab per language. */
export function WordsField({ words, onChange, onLanguage, error }: Props) {
  const { t } = useI18n();
  const put = (tag: string, patch: Partial<Words>) => {
    onLanguage(tag);
    const was = words[tag] ?? { greeting: "", questions: [] };
    onChange({ ...words, [tag]: { ...was, ...patch } });
  };
  return (
    <LanguageTabs
      languages={Object.keys(words)}
      onAdd={(tag) => put(tag, {})}
      onRemove={(tag) => onChange(Object.fromEntries(Object.entries(words).filter(([other]) => other !== tag)))}
      hasError={(tag) => Boolean(error(`greeting.${tag}`) ?? error(`suggestedQuestions.${tag}`))}
    >
      {(tag) => (
        <Stack gap="md" lang={tag} onFocus={() => onLanguage(tag)}>
          <Textarea
            label={t("admin.field.greeting")}
            autosize
            minRows={2}
            maxRows={6}
            value={words[tag]?.greeting ?? ""}
            onChange={(event) => put(tag, { greeting: event.currentTarget.value })}
            error={error(`greeting.${tag}`)}
          />
          <Stack gap="xs">
            {Array.from({ length: Math.max(usualQuestions, words[tag]?.questions.length ?? 0) }, (_, index) => (
              <TextInput
                // biome-ignore lint/suspicious/noArrayIndexKey: a question is its place
                key={index}
                label={index === 0 ? t("admin.field.suggestedQuestions") : undefined}
                aria-label={t("admin.inbox.question", { n: index + 1 })}
                placeholder={t("admin.inbox.question", { n: index + 1 })}
                value={words[tag]?.questions[index] ?? ""}
                onChange={(event) => {
                  const questions = [...(words[tag]?.questions ?? [])];
                  while (questions.length <= index) questions.push("");
                  questions[index] = event.currentTarget.value;
                  put(tag, { questions });
                }}
                error={index === 0 ? error(`suggestedQuestions.${tag}`) : undefined}
              />
            ))}
          </Stack>
        </Stack>
      )}
    </LanguageTabs>
  );
}
