import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { api } from "../../app/api";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { Confirm } from "../common/Confirm";
import { CopyButton } from "../common/CopyButton";
import { useRefresh } from "../common/data";
import { OneTimeSecret } from "../common/OneTimeSecret";
import { Section } from "../common/Section";
import type { Inbox } from "../wire";
import { InstallMore } from "./InstallMore";
import { SeenOn } from "./SeenOn";

/** What goes onto the website, whether it works there, and the secret that proves who a signed-in customer is. */
export function InstallSection({ inbox, adopt }: { inbox: Inbox; adopt(): Promise<void> }) {
  const { t } = useI18n();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  async function rotate() {
    const answer = await api.post<{ secret: string }>(`/api/inboxes/${inbox.id}/rotate-secret`);
    setAsking(false);
    setSecret(answer.secret);
    await refresh();
    await adopt();
  }
  return (
    <Section id="install" title={t("admin.inbox.install")} text={t("admin.inbox.installText")}>
      <SeenOn inbox={inbox} />
      <ol className={classes.steps}>
        <li>
          <b>{t("admin.inbox.step.paste")}</b>
          <pre className={classes.code}>{inbox.embedSnippet}</pre>
          <CopyButton text={inbox.embedSnippet} label={t("admin.inbox.copySnippet")} />
        </li>
        <li>
          <b>{t("admin.inbox.step.check")}</b>
          {t("admin.inbox.step.checkText")}
        </li>
      </ol>
      <InstallMore inbox={inbox} />
      <Group mt="md">
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("admin.inbox.rotate")}
        </Button>
      </Group>
      {asking && (
        <Confirm
          title={t("admin.inbox.rotateTitle")}
          text={t("admin.inbox.rotateText")}
          yes={t("admin.inbox.rotate")}
          onYes={rotate}
          onClose={() => setAsking(false)}
        />
      )}
      {secret && (
        <OneTimeSecret
          title={t("admin.inbox.secretTitle")}
          text={t("admin.inbox.secretText")}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </Section>
  );
}
