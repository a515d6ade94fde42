import { Button, Loader, Popover, Tooltip } from "@mantine/core";
import { IconMoodSmile } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useI18n } from "../../app/i18n";
import classes from "./Composer.module.css";

const EmojiPicker = lazy(() => import("./EmojiPicker"));

export function EmojiButton({ onPick }: { onPick(sign: string): void }) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Tooltip label={t("desk.emoji")} disabled={opened}>
          <Button
            className={classes.emoji}
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t("desk.emoji")}
            onClick={() => setOpened((open) => !open)}
          >
            <IconMoodSmile size={17} stroke={1.7} />
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t("desk.emoji")}>
        <Suspense fallback={<Loader size="xs" />}>
          <EmojiPicker
            onPick={(sign) => {
              setOpened(false);
              onPick(sign);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
