import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { api } from "../../app/api";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { Confirm } from "./Confirm";
import { useRefresh } from "./data";

interface Props {
  path: string;
  id: string;
  name: string;
  /** What deleting does to others. */
  text: ReactNode;
  /** Added to the address: what was chosen in the question. */
  query?: string;
  onDone(): void;
}

export function DeleteButton({ path, id, name, text, query = "", onDone }: Props) {
  const { t } = useI18n();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  async function remove() {
    await api.del(`${path}/${id}${query}`);
    toast(t("admin.delete.done", { name }));
    await refresh();
    onDone();
  }
  return (
    <>
      <Button variant="subtle" size="compact-sm" color="red" c="var(--c-hot)" onClick={() => setAsking(true)}>
        {t("admin.delete")}
      </Button>
      {asking && (
        <Confirm
          title={t("admin.delete.title", { name })}
          text={text}
          yes={t("admin.delete")}
          onYes={remove}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
