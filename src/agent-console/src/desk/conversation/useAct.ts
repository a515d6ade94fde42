import { useCallback } from "react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";

/** Runs an action and says so when it is refused. */
export function useAct(): (work: () => Promise<unknown>) => void {
  const { t } = useI18n();
  return useCallback((work) => void work().catch((error) => toastError(t, error)), [t]);
}
