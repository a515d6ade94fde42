import { Button } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../app/api";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { Confirm } from "../common/Confirm";
import { useList, useRefresh } from "../common/data";
import { ListPage } from "../common/ListPage";
import { useNames } from "../common/names";
import { OneTimeSecret } from "../common/OneTimeSecret";
import { Tag } from "../common/Tag";
import { date, timeAgo } from "../common/time";
import type { ApiToken } from "../wire";
import { TokenEditor } from "./TokenEditor";

export function ApiTokensPage({ id }: { id?: string }) {
  const { t, locale } = useI18n();
  const [, navigate] = useLocation();
  const refresh = useRefresh();
  const query = useList<ApiToken>("/api/api-tokens");
  const inboxNames = useNames("/api/inboxes");
  const [secret, setSecret] = useState<{ name: string; token: string } | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const isOver = (item: ApiToken) => item.expiresAt !== null && Date.parse(item.expiresAt) < Date.now();

  async function revoke(item: ApiToken) {
    await api.del(`/api/api-tokens/${item.id}`);
    toast(t("admin.token.revoked", { name: item.name }));
    setRevoking(null);
    await refresh();
  }

  return (
    <ListPage
      area="api-tokens"
      query={query}
      words={(item) => `${item.name} ${t(`app.role.${item.role}`)}`}
      create={{ label: t("admin.token.new"), href: "/api-tokens/new" }}
      empty={{ title: t("admin.token.empty"), text: t("admin.token.emptyText") }}
      row={(item) => (
        <li key={item.id} className={classes.row}>
          <div className={classes.rowMain}>
            <b>{item.name}</b>
            <div className={classes.rowText}>
              {item.lastUsedAt
                ? t("admin.token.used", { when: timeAgo(locale, item.lastUsedAt) })
                : t("admin.token.neverUsed")}
              {item.inboxIds && ` · ${inboxNames(item.inboxIds, "")}`}
            </div>
          </div>
          <div className={classes.rowMeta}>
            <div>{t("admin.token.created", { when: date(locale, item.createdAt) })}</div>
            <div>
              {item.expiresAt
                ? t(isOver(item) ? "admin.token.expired" : "admin.token.expires", {
                    when: date(locale, item.expiresAt),
                  })
                : t("admin.token.noExpiry")}
            </div>
          </div>
          <div className={classes.rowEnd}>
            {item.scope === "read" && <Tag>{t("admin.token.scope.read")}</Tag>}
            <Tag tone={isOver(item) ? "plain" : "accent"}>{t(`app.role.${item.role}`)}</Tag>
            <Button
              variant="subtle"
              size="compact-sm"
              color="red"
              c="var(--c-hot)"
              aria-label={t("admin.token.revokeTitle", { name: item.name })}
              onClick={() => setRevoking(item)}
            >
              {t("admin.token.revoke")}
            </Button>
          </div>
        </li>
      )}
    >
      {id === "new" && <TokenEditor onClose={() => navigate("/api-tokens")} onToken={setSecret} />}
      {secret && (
        <OneTimeSecret
          title={t("admin.token.shown", { name: secret.name })}
          text={t("admin.token.shownText")}
          secret={secret.token}
          onClose={() => setSecret(null)}
        />
      )}
      {revoking && (
        <Confirm
          title={t("admin.token.revokeTitle", { name: revoking.name })}
          text={t("admin.token.revokeText")}
          yes={t("admin.token.revoke")}
          onYes={() => revoke(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </ListPage>
  );
}
