import { Group, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { type Locale, locales, useI18n } from "./i18n";

/** Language and appearance, in the open: for the log-in page, where there is no rail. */
export function DisplayMenu() {
  const { t, locale, setLocale } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Group gap="sm" px="lg" justify="center">
      <SegmentedControl
        size="xs"
        aria-label={t("app.menu.language")}
        value={locale}
        onChange={(value) => setLocale(value as Locale)}
        data={Object.entries(locales).map(([value, { name }]) => ({ value, label: name }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("app.menu.theme")}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
        data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(`app.menu.theme.${value}`) }))}
      />
    </Group>
  );
}
