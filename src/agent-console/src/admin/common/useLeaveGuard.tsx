import { type ReactNode, useEffect, useState } from "react";
import { useI18n } from "../../app/i18n";
import { Confirm } from "./Confirm";

/** For an editor that is a page: a link asks before it throws input away. Draw what it returns. */
export function useLeaveGuard(dirty: boolean): ReactNode {
  const { t } = useI18n();
  const [link, setLink] = useState<HTMLAnchorElement | null>(null);
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    if (!dirty || leaving) return;
    const ask = (event: MouseEvent) => {
      const anchor = (event.target as Element).closest?.("a[href]");
      const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
      if (!(anchor instanceof HTMLAnchorElement) || anchor.target || elsewhere || anchor.hash) return;
      event.preventDefault();
      event.stopPropagation();
      setLink(anchor);
    };
    document.addEventListener("click", ask, true);
    return () => document.removeEventListener("click", ask, true);
  }, [dirty, leaving]);

  useEffect(() => {
    if (leaving) link?.click();
  }, [leaving, link]);

  return (
    link && (
      <Confirm
        title={t("admin.discard.title")}
        text={t("admin.discard.text")}
        yes={t("admin.discard.yes")}
        no={t("admin.discard.no")}
        onYes={() => setLeaving(true)}
        onClose={() => setLink(null)}
      />
    )
  );
}
