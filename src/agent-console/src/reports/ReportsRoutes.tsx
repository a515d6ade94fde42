import { IconDeviceTv, IconStopwatch } from "@tabler/icons-react";
import { Link, Route, Switch } from "wouter";
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
