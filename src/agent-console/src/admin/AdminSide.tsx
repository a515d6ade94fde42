import { Link, useLocation } from "wouter";
import { useI18n } from "../app/i18n";
import { areaGroups, areas } from "./areas";
import classes from "./common/admin.module.css";
import { useAreas } from "./useAreas";

export function AdminSide() {
  const { t } = useI18n();
  const [location] = useLocation();
  const mine = useAreas();
  return (
    <nav className={classes.side} aria-label={t("admin.title")}>
      <div className={classes.sideStay}>
        <div className={classes.sideTitle}>{t("admin.title")}</div>
        {areaGroups
          .filter((group) => mine.some((area) => areas[area].group === group))
          .map((group) => (
            <div key={group}>
              <div className={classes.sideGroup}>{t(`admin.group.${group}`)}</div>
              {mine
                .filter((area) => areas[area].group === group)
                .map((area) => {
                  const Icon = areas[area].icon;
                  const here = location === `/${area}` || location.startsWith(`/${area}/`);
                  return (
                    <Link
                      key={area}
                      href={`/${area}`}
                      className={classes.sideLink}
                      aria-current={here ? "page" : undefined}
                    >
                      <Icon size={18} stroke={1.7} aria-hidden />
                      {t(`admin.area.${area}`)}
                    </Link>
                  );
                })}
            </div>
          ))}
      </div>
    </nav>
  );
}
