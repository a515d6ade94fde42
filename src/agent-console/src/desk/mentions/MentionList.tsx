import { useI18n } from "../../app/i18n";
import { AgentFace } from "../AgentFace";
import classes from "../composer/CannedMenu.module.css";
import statusClasses from "../status/StatusPicker.module.css";
import type { MentionMenu } from "./useMentionMenu";

/** Over the composer: who can be named. */
export function MentionList({ menu }: { menu: MentionMenu }) {
  const { t } = useI18n();
  return (
    <div className={classes.menu}>
      <div id="mention-list" className={classes.list} role="listbox" aria-label={t("desk.mention.list")} tabIndex={-1}>
        {menu.people.map((agent) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the composer's, which keeps the focus
          <div
            key={agent.id}
            id={`mention-${agent.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={agent === menu.active}
            className={`${classes.option} ${classes.person}`}
            onMouseEnter={() => menu.choose(agent)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => menu.insert(agent)}
          >
            <span className={statusClasses.dot} data-status={agent.status} />
            <AgentFace id={agent.id} name={agent.name} photo={agent.avatarUrl} />
            <span className={classes.title}>{agent.name}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
