import { IconDeviceTv, IconStopwatch } from "@tabler/icons-react";
import { Link, Route, Switch, useLocation } from "wouter";
import { useI18n } from "../app/i18n";
import { NotFound } from "../app/pages";
import classes from "./Reports.module.css";
import { ServiceLevelPage } from "./ServiceLevelPage";
import { WallPage } from "./WallPage";

const areas = [
  { name: "wall", icon: IconDeviceTv },
  { name: "service-level", icon: IconStopwatch },
] as const;

export default function ReportsRoutes() {
  const [location] = useLocation();
  return (
    <div className={classes.frame}>
      {location !== "/" && <ReportsSide />}
      <div className={classes.content}>
        <Pages />
      </div>
    </div>
  );
}

/** From one report to another, and to the wall. */
function ReportsSide() {
  const { t } = useI18n();
  const [location] = useLocation();
  return (
    <nav className={classes.side} aria-label={t("reports.title")}>
      <div className={classes.sideTitle}>{t("reports.title")}</div>
      {areas.map(({ name, icon: Icon }) => (
        <Link
          key={name}
          href={`/${name}`}
          className={classes.sideLink}
          aria-current={location.startsWith(`/${name}`) ? "page" : undefined}
        >
          <Icon size={18} stroke={1.7} aria-hidden />
          {t(`reports.area.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={ReportsHome} />
      <Route path="/wall" component={WallPage} />
      <Route path="/service-level" component={ServiceLevelPage} />
      <Route component={NotFound} />
    </Switch>
  );
}

function ReportsHome() {
  const { t } = useI18n();
  return (
    <div className={classes.ground}>
      <div className={classes.page}>
        <div className={classes.head}>
          <h1>{t("reports.title")}</h1>
        </div>
        <div className={classes.cards}>
          {areas.map(({ name, icon: Icon }) => (
            <Link key={name} href={`/${name}`} className={classes.card}>
              <Icon size={26} stroke={1.6} className={classes.cardIcon} aria-hidden />
              <span>
                <b>{t(`reports.area.${name}`)}</b>
                <span className={classes.muted} style={{ display: "block" }}>
                  {t(`reports.area.${name}.text`)}
                </span>
              </span>
            </Link>
          ))}
        </div>
      </div>
    </div>
  );
}
