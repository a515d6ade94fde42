import type { ReactNode } from "react";
import { useI18n } from "./i18n";
import { Message, WayBack } from "./pages";
import { hasRole, type Role, useMe } from "./session";

/** Spares a person a page full of refusals; the server is the one that guards. */
export function RequireRole({ atLeast, children }: { atLeast: Role; children: ReactNode }) {
  const { t } = useI18n();
  return hasRole(useMe(), atLeast) ? (
    children
  ) : (
    <Message title={t("app.forbidden.title")} text={t("app.forbidden.text")}>
      <WayBack />
    </Message>
  );
}
