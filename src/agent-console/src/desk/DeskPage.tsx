import { useI18n } from "../app/i18n";
import { Message } from "../app/pages";

export default function DeskPage() {
  const { t } = useI18n();
  return <Message title={t("desk.title")} />;
}
