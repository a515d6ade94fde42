import { useI18n } from "../app/i18n";
import { areas } from "./areas";
import classes from "./common/admin.module.css";
import { Row } from "./common/Row";
import { useAreas } from "./useAreas";

/** On a phone this is the way in; on a desk it says what each setting is for. */
export function AdminHome() {
  const { t } = useI18n();
  const mine = useAreas();
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>{t("admin.title")}</h1>
      </div>
      <ul className={classes.rows}>
        {mine.map((area) => {
          const Icon = areas[area].icon;
          return (
            <Row
              key={area}
              href={`/${area}`}
              title={t(`admin.area.${area}`)}
              text={t(`admin.area.${area}.text`)}
              lead={<Icon size={20} stroke={1.7} aria-hidden />}
            />
          );
        })}
      </ul>
    </div>
  );
}
