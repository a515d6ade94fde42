import { Button, Stack, Text } from "@mantine/core";
import { useI18n } from "./i18n";

/** In the place of what could not be read, with the way to try again. */
export function LoadFailed({ onRetry }: { onRetry(): void }) {
  const { t } = useI18n();
  return (
    <Stack align="center" gap="sm" p="lg" role="alert">
      <Text c="dimmed">{t("app.load.failed")}</Text>
      <Button variant="default" size="xs" onClick={onRetry}>
        {t("app.load.retry")}
      </Button>
    </Stack>
  );
}
