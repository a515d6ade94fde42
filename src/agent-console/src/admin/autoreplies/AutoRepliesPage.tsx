import { Button, Switch } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { ApiError, api } from "../../app/api";
import { toast, toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import { useList, useRefresh } from "../common/data";
import { ListPage } from "../common/ListPage";
import { MoveButtons } from "../common/MoveButtons";
import { renumber } from "../common/order";
import { Row } from "../common/Row";
import { Tag } from "../common/Tag";
import type { AutoReply } from "../wire";
import { FiringsDrawer } from "./FiringsDrawer";
import { RuleEditor } from "./RuleEditor";
import { useRuleWords } from "./ruleWords";

export function AutoRepliesPage({ id }: { id?: string }) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const refresh = useRefresh();
  const query = useList<AutoReply>("/api/auto-replies");
  const words = useRuleWords();
  const [firings, setFirings] = useState<AutoReply | null>(null);
  const [busy, setBusy] = useState(false);
  const rules = [...(query.data ?? [])].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const rule = rules.find((item) => item.id === id) ?? null;
  const nameOf = (item: AutoReply) => seededName(t, item.id, item.name);
  const lastOrder = rules.at(-1)?.order ?? 0;

  async function store(changed: AutoReply[], done: string) {
    setBusy(true);
    try {
      for (const item of changed) await api.put(`/api/auto-replies/${item.id}`, item);
      toast(done);
    } catch (error) {
      if (error instanceof ApiError && error.code === "conflict") toast(t("app.error.conflict"));
      else toastError(t, error);
    } finally {
      await refresh();
      setBusy(false);
    }
  }
  function moveTo(from: number, to: number) {
    const orders = renumber(rules, from, to);
    const changed = orders.map(({ id: one, order }) => ({
      ...(rules.find((item) => item.id === one) as AutoReply),
      order,
    }));
    void store(changed, t("admin.rule.moved"));
  }

  return (
    <ListPage
      area="auto-replies"
      query={{ ...query, data: query.data && rules } as typeof query}
      words={(item) =>
        [item.name, nameOf(item), words.trigger(item), words.actions(item), ...(item.keywords?.words ?? [])].join(" ")
      }
      create={{ label: t("admin.rule.new"), href: "/auto-replies/new" }}
      empty={{ title: t("admin.rule.empty"), text: t("admin.rule.emptyText") }}
      row={(item, index, all) => (
        <Row
          key={item.id}
          href={`/auto-replies/${item.id}`}
          lead={
            <MoveButtons
              name={nameOf(item)}
              index={index}
              count={all.length}
              disabled={busy}
              onMove={(to) => moveTo(index, to)}
            />
          }
          title={nameOf(item)}
          text={words.trigger(item)}
          meta={
            <>
              <div>{words.actions(item)}</div>
              <div>{words.where(item)}</div>
            </>
          }
          end={
            <>
              {item.stopsOthers && <Tag>{t("admin.rule.stops")}</Tag>}
              <Button variant="subtle" size="compact-sm" onClick={() => setFirings(item)}>
                {t("admin.rule.firings")}
              </Button>
              <Switch
                aria-label={t("admin.rule.enabledFor", { name: nameOf(item) })}
                checked={item.enabled}
                disabled={busy}
                onChange={() =>
                  void store(
                    [{ ...item, enabled: !item.enabled }],
                    t(item.enabled ? "admin.rule.nowOff" : "admin.rule.nowOn", { name: nameOf(item) }),
                  )
                }
              />
            </>
          }
        />
      )}
    >
      {(id === "new" || rule) && (
        <RuleEditor
          key={id}
          rule={id === "new" ? null : rule}
          order={lastOrder + 10}
          onClose={() => navigate("/auto-replies")}
        />
      )}
      {firings && <FiringsDrawer rule={firings} onClose={() => setFirings(null)} />}
    </ListPage>
  );
}
