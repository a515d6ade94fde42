import { Button, UnstyledButton } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { setNotifications } from "../app/alertSettings";
import { toast, toastError } from "../app/errors";
import { useI18n } from "../app/i18n";
import { readSetting, writeSetting } from "../app/settings";
import { useLive } from "../desk/live/LiveProvider";
import classes from "./FirstSteps.module.css";
import { type StepName, useSteps } from "./useSteps";

/** A newcomer's list on the first screen. It goes when all is done, or when it is hidden. */
export function FirstSteps() {
  const { t } = useI18n();
  const { actions } = useLive();
  const [, navigate] = useLocation();
  const [hidden, setHidden] = useState(readSetting("welcome") === "hidden");
  const known = useSteps(!hidden);
  if (hidden || !known || known.steps.every((step) => step.done)) return null;

  const act: Record<StepName, () => void> = {
    available: () => void actions.setStatus("available").catch((error) => toastError(t, error)),
    notifications: () =>
      void setNotifications(true).then((granted) => granted || toast(t("welcome.notifications.blocked"))),
    demo: () => void window.open("/demo", "_blank", "noopener"),
    invite: () => navigate("/admin/agents/new"),
    install: () => navigate(known.inboxId ? `/admin/inboxes/${known.inboxId}` : "/admin/inboxes/new"),
  };
  const hide = () => {
    writeSetting("welcome", "hidden");
    setHidden(true);
  };
  const done = known.steps.filter((step) => step.done).length;
  return (
    <section className={classes.card} aria-label={t("welcome.title")}>
      <div className={classes.head}>
        <h2>{t("welcome.title")}</h2>
        <span>{t("welcome.done", { n: done, all: known.steps.length })}</span>
        <UnstyledButton className={classes.hide} onClick={hide}>
          {t("welcome.hide")}
        </UnstyledButton>
      </div>
      <ol>
        {known.steps.map((step) => (
          <li key={step.name} data-done={step.done}>
            {step.done ? <IconCircleCheckFilled size={20} aria-hidden /> : <IconCircle size={20} aria-hidden />}
            <div>
              <b>{t(`welcome.${step.name}`)}</b>
              {!step.done && <p>{t(`welcome.${step.name}.text`)}</p>}
            </div>
            {!step.done && (
              <Button variant="default" size="xs" onClick={act[step.name]}>
                {t(`welcome.${step.name}.button`)}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
