import { useLocation } from "wouter";
import { useI18n } from "../../app/i18n";
import { useList } from "../common/data";
import { ListPage } from "../common/ListPage";
import { Row } from "../common/Row";
import { Tag } from "../common/Tag";
import type { BusinessHours } from "../wire";
import { dayName } from "./days";
import { HoursEditor } from "./HoursEditor";
import { localTime, openState, weekDays } from "./intervals";

export function BusinessHoursPage({ id }: { id?: string }) {
  const { t, locale } = useI18n();
  const [, navigate] = useLocation();
  const query = useList<BusinessHours>("/api/business-hours");
  const hours = query.data?.find((item) => item.id === id) ?? null;
  const now = new Date();

  function week(item: BusinessHours): string {
    return weekDays
      .map((day) => {
        const times = item.weekly.filter((one) => one.day === day).map((one) => `${one.start}–${one.end}`);
        return { day, times: times.join(", ") };
      })
      .reduce<{ from: number; to: number; times: string }[]>((runs, { day, times }) => {
        const last = runs.at(-1);
        if (last && last.times === times) last.to = day;
        else runs.push({ from: day, to: day, times });
        return runs;
      }, [])
      .filter((run) => run.times)
      .map((run) => {
        const from = dayName(locale, run.from, "short");
        return `${run.from === run.to ? from : `${from}–${dayName(locale, run.to, "short")}`} ${run.times}`;
      })
      .join(" · ");
  }

  return (
    <ListPage
      area="business-hours"
      query={query}
      words={(item) => `${item.name} ${item.timeZone}`}
      create={{ label: t("admin.hours.new"), href: "/business-hours/new" }}
      empty={{ title: t("admin.hours.empty"), text: t("admin.hours.emptyText") }}
      row={(item) => {
        const local = localTime(item.timeZone, now);
        const open = local ? openState(item, local).open : null;
        return (
          <Row
            key={item.id}
            href={`/business-hours/${item.id}`}
            title={item.name}
            text={item.timeZone}
            meta={
              <>
                <div>{week(item) || t("admin.hours.neverOpen")}</div>
                <div>{t("admin.hours.specialCount", { n: item.special.length })}</div>
              </>
            }
            end={
              open !== null && (
                <Tag tone={open ? "good" : "plain"}>{t(open ? "admin.hours.openNow" : "admin.hours.closedNow")}</Tag>
              )
            }
          />
        );
      }}
    >
      {(id === "new" || hours) && (
        <HoursEditor key={id} hours={id === "new" ? null : hours} onClose={() => navigate("/business-hours")} />
      )}
    </ListPage>
  );
}
