import { Link } from "wouter";
import { useI18n } from "../app/i18n";
import { areaGroups, areas } from "./areas";
import classes from "./common/admin.module.css";
import { useAreas } from "./useAreas";
import { useSetUp } from "./useSetUp";

/** What each setting is for and how far it is set up; the side list has their names alone. */
export function AdminHome() {
  const { t } = useI18n();
  const mine = useAreas();
  const state = useSetUp(mine);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>{t("admin.title")}</h1>
      </div>
      {areaGroups
        .filter((group) => mine.some((area) => areas[area].group === group))
        .map((group) => (
          <section key={group} aria-label={t(`admin.group.${group}`)}>
            <h2 className={classes.cardsTitle}>{t(`admin.group.${group}`)}</h2>
            <ul className={classes.cards}>
              {mine
                .filter((area) => areas[area].group === group)
                .map((area) => {
                  const Icon = areas[area].icon;
                  return (
                    <li key={area}>
                      <Link href={`/${area}`} className={classes.card}>
                        <Icon size={22} stroke={1.7} className={classes.cardIcon} aria-hidden />
                        <div>
                          <b>{t(`admin.area.${area}`)}</b>
                          <span className={classes.cardText}>{t(`admin.area.${area}.text`)}</span>
                          {state[area] && <small className={classes.cardState}>{state[area]}</small>}
                        </div>
                      </Link>
                    </li>
                  );
                })}
            </ul>
          </section>
        ))}
    </div>
  );
}
