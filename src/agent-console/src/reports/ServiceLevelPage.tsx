import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../app/api";
import { serverNow } from "../app/clock";
import { errorText } from "../app/errors";
import { type Translate, useI18n } from "../app/i18n";
import { Loading } from "../app/pages";
import { bucketText } from "./buckets";
import { Causes } from "./Causes";
import { type Choices, Controls } from "./Controls";
import { causeText } from "./causes";
import { download } from "./csv";
import { Distribution } from "./Distribution";
import { type Drill, DrillDown } from "./DrillDown";
import { csvName, serviceLevelCsv } from "./exportCsv";
import { Figures } from "./Figures";
import { GroupTable } from "./GroupTable";
import { customRange, dayText, rangeOf } from "./period";
import classes from "./Reports.module.css";
import { useTarget } from "./target";
import type { LevelGroup, ServiceLevel } from "./wire";

const serverDate = () => new Date(serverNow());

export function ServiceLevelPage() {
  const { t, locale } = useI18n();
  const [target, setTarget] = useTarget();
  const [choices, setChoices] = useState<Choices>(() => ({
    period: "today",
    first: dayText(rangeOf("7d", serverDate()).from),
    last: dayText(serverDate()),
    groupBy: "agent",
    inboxId: null,
    includeAbandons: true,
    excludeShortAbandons: true,
    excludeTransfersOut: false,
  }));
  const [drill, setDrill] = useState<Drill | null>(null);
  const range =
    choices.period === "custom" ? customRange(choices.first, choices.last) : rangeOf(choices.period, serverDate());
  const filter = {
    from: range?.from.toISOString(),
    to: range?.to.toISOString(),
    groupBy: choices.groupBy,
    inboxId: choices.inboxId,
    includeAbandons: choices.includeAbandons,
    excludeShortAbandons: choices.excludeShortAbandons,
    excludeTransfersOut: choices.excludeTransfersOut,
  };
  const query = useQuery({
    queryKey: ["reports", "service-level", filter],
    queryFn: ({ signal }) => api.get<ServiceLevel>("/api/reports/service-level", filter, signal),
    enabled: range !== null,
    placeholderData: keepPreviousData,
    refetchInterval: choices.period === "today" ? 30_000 : false,
  });
  const report = query.data;
  const open = (title: string, more: Record<string, string>) => setDrill({ title, query: { ...filter, ...more } });
  const groupLabel = t(`reports.groupBy.${choices.groupBy}`);

  const openGroup = (group: LevelGroup) => open(group.name, { key: group.key });
  const groups = (report?.groups ?? []).map((group) => named(t, locale, group));

  return (
    <div className={classes.ground}>
      <div className={classes.page}>
        <div className={classes.head}>
          <div>
            <h1>{t("reports.area.service-level")}</h1>
            <p className={classes.lead}>{t("reports.area.service-level.text")}</p>
          </div>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            disabled={!report}
            onClick={() => report && download(csvName(report), serviceLevelCsv(t, { ...report, groups }, groupLabel))}
          >
            {t("reports.export")}
          </Button>
        </div>
        <Controls
          value={choices}
          onChange={(patch) => setChoices((was) => ({ ...was, ...patch }))}
          target={target}
          onTarget={setTarget}
          badRange={range === null}
        />
        {query.isPending && range && <Loading />}
        {query.isError && (
          <div className={classes.empty} role="alert">
            <b>{t("app.load.failed")}</b>
            <p>{errorText(t, query.error)}</p>
            <Button variant="default" onClick={() => void query.refetch()}>
              {t("app.load.retry")}
            </Button>
          </div>
        )}
        {report && report.total.conversations === 0 && (
          <div className={classes.empty}>
            <b>{t("reports.empty")}</b>
            {t("reports.emptyText")}
          </div>
        )}
        {report && report.total.conversations > 0 && (
          <div aria-busy={query.isPlaceholderData}>
            <Figures report={report} target={target} onPick={open} />
            <div className={classes.two}>
              <section aria-label={t("reports.distribution")}>
                <h2 className={classes.title}>{t("reports.distribution")}</h2>
                <p className={classes.muted}>{t("reports.distributionText", { n: report.targetSeconds })}</p>
                <Distribution
                  buckets={report.total.buckets}
                  targetSeconds={report.targetSeconds}
                  onPick={(bucket) => open(bucketText(t, bucket), { bucket })}
                />
              </section>
              <section aria-label={t("reports.causes")}>
                <h2 className={classes.title}>{t("reports.causes")}</h2>
                <p className={classes.muted}>{t("reports.causesText")}</p>
                <Causes
                  causes={report.total.causes}
                  onPick={(cause) => open(causeText(t, cause), { outcome: "breached", cause })}
                  onAll={() => open(t("reports.column.breached"), { outcome: "breached" })}
                />
              </section>
            </div>
            {choices.groupBy !== "none" && groups.length > 0 && (
              <div>
                <h2 className={classes.title}>{t("reports.by", { what: groupLabel })}</h2>
                <GroupTable
                  nameLabel={groupLabel}
                  groups={groups}
                  target={target}
                  targetSeconds={report.targetSeconds}
                  onPick={openGroup}
                />
              </div>
            )}
          </div>
        )}
        {drill && <DrillDown drill={drill} onClose={() => setDrill(null)} />}
      </div>
    </div>
  );
}

/** What belongs to nobody gets a word; hours come as instants and are read in the browser's zone. */
function named(t: Translate, locale: string, group: LevelGroup): LevelGroup {
  if (group.key === "none" || !group.name) return { ...group, name: t("reports.nobody") };
  if (!/^\d{4}-\d{2}-\d{2}T/.test(group.key)) return group;
  const name = new Date(group.key).toLocaleString(locale, {
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return { ...group, name };
}
