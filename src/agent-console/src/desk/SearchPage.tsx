import { useI18n } from "../app/i18n";
import { Message } from "../app/pages";

export default function SearchPage() {
  const { t } = useI18n();
  return <Message title={t("app.nav.search")} />;
}
