import { IconMessageCircle, IconSend2 } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { ink, judgeColor, white } from "./color";
import classes from "./Inbox.module.css";
import type { InboxValues } from "./inboxForm";

/** How the widget will look on a page, as it is typed. */
export function LauncherPreview({ values, language }: { values: InboxValues; language: string }) {
  const { t } = useI18n();
  const color = judgeColor(values.color) ? values.color : ink;
  const text = judgeColor(color)?.text ?? white;
  const words = values.words[language] ?? Object.values(values.words)[0];
  // The picture is about a quarter of a page: the offsets move in proportion, and stay inside.
  const x = 10 + Math.min(Number(values.launcher.offsetX) || 0, 200) / 4;
  const y = 10 + Math.min(Number(values.launcher.offsetY) || 0, 200) / 4;
  const side = values.launcher.position === "left" ? { left: x } : { right: x };
  return (
    <div className={classes.preview} role="img" aria-label={t("admin.inbox.previewLabel", { name: values.name })}>
      <div className={classes.panel} style={{ ...side, bottom: y + 64 }}>
        <div className={classes.panelHead} style={{ background: color, color: text }}>
          {values.name || t("admin.inbox.previewName")}
        </div>
        <div className={classes.panelBody}>
          {words?.greeting && <div className={classes.bubble}>{words.greeting}</div>}
          {words?.questions.filter(Boolean).map((question) => (
            <div key={question} className={classes.question}>
              {question}
            </div>
          ))}
          <PreChatPreview asks={values.preChat} />
        </div>
        <div className={classes.composer}>
          {t("admin.inbox.previewComposer")}
          <IconSend2 size={16} />
        </div>
      </div>
      <div className={classes.launcher} style={{ ...side, bottom: y, background: color, color: text }}>
        <IconMessageCircle size={26} />
      </div>
    </div>
  );
}

/** What is asked before the first message. */
function PreChatPreview({ asks }: { asks: InboxValues["preChat"] }) {
  const { t } = useI18n();
  if (!asks.askName && !asks.askEmail) return null;
  const label = (field: string) => (asks.required ? field : t("admin.inbox.previewOptional", { field }));
  return (
    <div className={classes.asked}>
      {asks.askName && <div className={classes.field}>{label(t("admin.inbox.previewAskName"))}</div>}
      {asks.askEmail && <div className={classes.field}>{label(t("admin.inbox.previewAskEmail"))}</div>}
    </div>
  );
}
