import { Button, Text } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { useLive } from "../live/LiveProvider";
import classes from "./ListPane.module.css";
import { everything, useListQuery } from "./listQuery";

/** The filters leave nothing; the way back is here. */
export function NothingFound() {
  const { t } = useI18n();
  const { live } = useLive();
  const [query, change] = useListQuery(live.me.id);
  return (
    <div className={classes.empty}>
      <IconFilterOff size={28} stroke={1.4} aria-hidden="true" />
      <Text fw={600} c="var(--c-text)">
        {t("desk.filter.nothing")}
      </Text>
      <Text fz="sm">{t("desk.filter.nothing.text")}</Text>
      <Button variant="light" size="xs" mt="xs" onClick={() => change({ ...everything, sort: query.sort })}>
        {t("desk.filter.clear")}
      </Button>
    </div>
  );
}
