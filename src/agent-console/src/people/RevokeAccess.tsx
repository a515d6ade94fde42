import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { Confirm } from "../admin/common/Confirm";
import { api } from "../app/api";
import { toast } from "../app/errors";
import { useI18n } from "../app/i18n";
import classes from "./People.module.css";

/** For admins: a browser that somebody else sits at shows this customer's conversation no longer. */
export function RevokeAccess({ contactId, name }: { contactId: string; name: string }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  async function revoke() {
    await api.post(`/api/contacts/${contactId}/revoke-tokens`);
    setAsking(false);
    toast(t("desk.people.revoked"));
  }
  return (
    <section aria-labelledby="people-access">
      <h2 id="people-access" className={classes.second}>
        {t("desk.people.access")}
      </h2>
      <Text size="sm" c="dimmed">
        {t("desk.people.access.text")}
      </Text>
      <Button mt="sm" variant="default" size="xs" onClick={() => setAsking(true)}>
        {t("desk.people.revoke")}
      </Button>
      {asking && (
        <Confirm
          title={t("desk.people.revoke.title", { name })}
          text={t("desk.people.revoke.text")}
          yes={t("desk.people.revoke")}
          onYes={revoke}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
