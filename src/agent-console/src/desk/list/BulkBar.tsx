import { Button } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "../../app/i18n";
import { BulkTransfer } from "./BulkTransfer";
import classes from "./ListPane.module.css";
import { shownList } from "./shownList";

interface Props {
  ids: ReadonlySet<string>;
  onIds(ids: ReadonlySet<string>): void;
  onClose(): void;
}

/** Under a list whose rows are picked: how many, all of them, and what to do with them. */
export function BulkBar({ ids, onIds, onClose }: Props) {
  const { t } = useI18n();
  const [transferring, setTransferring] = useState(false);
  return (
    <section className={classes.bulk} aria-label={t("desk.bulk.several")}>
      <b>{t("desk.bulk.picked", { n: ids.size })}</b>
      <Button size="xs" variant="subtle" color="gray" onClick={() => onIds(new Set(shownList.ids()))}>
        {t("desk.bulk.all")}
      </Button>
      <Button size="xs" disabled={ids.size === 0} onClick={() => setTransferring(true)}>
        {t("desk.head.transfer")}
      </Button>
      <Button size="xs" variant="default" onClick={onClose}>
        {t("app.action.cancel")}
      </Button>
      {transferring && (
        <BulkTransfer
          ids={[...ids]}
          onClose={(done) => {
            setTransferring(false);
            if (done) onClose();
          }}
        />
      )}
    </section>
  );
}
