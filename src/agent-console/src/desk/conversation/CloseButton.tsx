import type { Resolution } from "@chatservice/client";
import { ActionIcon, Button, Group, Menu, Tooltip } from "@mantine/core";
import { IconBan, IconChevronDown, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { CommandCaps } from "../../app/KeyCaps";

export const resolutions = [
  { value: "resolved", icon: IconCircleCheck },
  { value: "unresolved", icon: IconCircleDashed },
  { value: "spam", icon: IconBan },
] as const satisfies { value: Resolution; icon: typeof IconBan }[];

/** Closes as resolved; the arrow offers the other endings. */
export function CloseButton({ mine, onClose }: { mine: boolean; onClose(resolution: Resolution): void }) {
  const { t } = useI18n();
  return (
    <Group gap={0} wrap="nowrap">
      <Tooltip
        label={
          <>
            {t("desk.head.resolved")} {mine && <CommandCaps id="close" />}
          </>
        }
      >
        <Button
          size="xs"
          variant="default"
          onClick={() => onClose("resolved")}
          style={{ borderTopRightRadius: 0, borderBottomRightRadius: 0, borderInlineEndWidth: 0 }}
        >
          {t("desk.head.close")}
        </Button>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            size={30}
            variant="default"
            aria-label={t("desk.head.closeOptions")}
            style={{ borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }}
          >
            <IconChevronDown size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("desk.head.closeOptions")}</Menu.Label>
          {resolutions.map(({ value, icon: Icon }) => (
            <Menu.Item key={value} leftSection={<Icon size={16} />} onClick={() => onClose(value)}>
              {t(`desk.head.${value}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
