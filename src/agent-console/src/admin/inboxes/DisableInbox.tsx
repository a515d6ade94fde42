import { Button } from "@mantine/core";
import { useState } from "react";
import { api } from "../../app/api";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { Confirm } from "../common/Confirm";
import { useRefresh } from "../common/data";
import type { Inbox } from "../wire";

/** An inbox is never deleted, for its conversations are not: it goes silent, and its switch brings it back. */
export function DisableInbox({ inbox, onDone }: { inbox: Inbox; onDone(): void }) {
  const { t } = useI18n();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  async function disable() {
    await api.del(`/api/inboxes/${inbox.id}`);
    toast(t("admin.inbox.disabled", { name: inbox.name }));
    await refresh();
    onDone();
  }
  return (
    <>
      <Button variant="subtle" size="compact-sm" color="red" c="var(--c-hot)" onClick={() => setAsking(true)}>
        {t("admin.agents.disable")}
      </Button>
      {asking && (
        <Confirm
          title={t("admin.agents.disableTitle", { name: inbox.name })}
          text={t("admin.inbox.disableText")}
          yes={t("admin.agents.disable")}
          onYes={disable}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
