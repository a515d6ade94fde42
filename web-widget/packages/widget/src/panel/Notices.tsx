import { usePanel } from "./context";
import { errorText } from "./status";

/** One calm bar: what is wrong, and what happens to the visitor's words meanwhile. */
export function Notices({ error }: { error: string | null }) {
  const { chat, view, language } = usePanel();
  const { t } = language;
  const lost = view.connection === "offline" && !view.refusal;
  return (
    <div class="notices" role="status">
      {lost && (
        <div class="notice">
          <p>{t(`${view.everLive ? "offline" : "offlineFirst"}${view.kept ? "" : "Unkept"}`)}</p>
          <button type="button" class="link" onClick={() => chat.retryNow()}>
            {t("tryNow")}
          </button>
        </div>
      )}
      {error && (
        <div class="notice">
          <p>{errorText(language, error)}</p>
        </div>
      )}
    </div>
  );
}
