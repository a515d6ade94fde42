import { Skeleton } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import classes from "./ListPane.module.css";

export function ListSkeleton() {
  const { t } = useI18n();
  return (
    <div className={classes.skeleton} role="status" aria-label={t("app.load.loading")}>
      {[72, 58, 80, 64, 70].map((width) => (
        <div key={width} className={classes.skeletonRow}>
          <Skeleton circle height={34} />
          <div className={classes.skeletonText}>
            <Skeleton height={10} width={`${width / 2}%`} />
            <Skeleton height={8} width={`${width}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}
