import { Button, FileButton, List, Text } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { api } from "../../app/api";
import { toast, toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useRefresh } from "../common/data";

interface Imported {
  imported?: number;
  complaints?: string[];
}

/** Reads an .ics file into the special days of a stored calendar. */
export function ImportHolidays({ id, adopt }: { id: string | null; adopt(): Promise<void> }) {
  const { t } = useI18n();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [complaints, setComplaints] = useState<string[]>([]);
  async function read(file: File | null) {
    if (!file || !id) return;
    setBusy(true);
    setComplaints([]);
    try {
      const path = `/api/business-hours/${id}/import-holidays`;
      const answer = await api.postText<Imported>(path, await file.text(), "text/calendar");
      setComplaints(answer?.complaints ?? []);
      toast(
        answer?.imported === undefined
          ? t("admin.hours.imported")
          : t("admin.hours.importedCount", { n: answer.imported }),
      );
      await refresh();
      await adopt();
    } catch (error) {
      toastError(t, error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div>
      <FileButton accept=".ics,text/calendar" onChange={read}>
        {(props) => (
          <Button {...props} variant="default" loading={busy} disabled={!id} leftSection={<IconUpload size={16} />}>
            {t("admin.hours.import")}
          </Button>
        )}
      </FileButton>
      {!id && (
        <Text size="sm" c="dimmed" mt={4}>
          {t("admin.hours.importLater")}
        </Text>
      )}
      {complaints.length > 0 && (
        <div role="status">
          <Text size="sm" mt="sm">
            {t("admin.hours.leftOut")}
          </Text>
          <List size="sm" c="dimmed">
            {complaints.map((text) => (
              <List.Item key={text}>{text}</List.Item>
            ))}
          </List>
        </div>
      )}
    </div>
  );
}
