import { type ComponentType, useMemo } from "react";
import { Route, Switch, useLocation } from "wouter";
import { type Command, useCommands } from "../app/commands";
import { useI18n } from "../app/i18n";
import { NotFound } from "../app/pages";
import { AdminHome } from "./AdminHome";
import { AdminSide } from "./AdminSide";
import { AgentsPage } from "./agents/AgentsPage";
import { type AreaName, areas } from "./areas";
import { AutoRepliesPage } from "./autoreplies/AutoRepliesPage";
import { CannedRepliesPage } from "./canned/CannedRepliesPage";
import classes from "./common/admin.module.css";
import { BusinessHoursPage } from "./hours/BusinessHoursPage";
import { InboxesPage } from "./inboxes/InboxesPage";
import { InboxPage } from "./inboxes/InboxPage";
import { SlaPoliciesPage } from "./sla/SlaPoliciesPage";
import { ApiTokensPage } from "./system/ApiTokensPage";
import { AuditPage } from "./system/AuditPage";
import { TagsPage } from "./tags/TagsPage";
import { TeamsPage } from "./teams/TeamsPage";
import { useAreas } from "./useAreas";

/** A list page gets the id of what is being edited beside it: an id, `new`, or nothing. */
const pages: Record<Exclude<AreaName, "inboxes">, ComponentType<{ id?: string }>> = {
  agents: AgentsPage,
  teams: TeamsPage,
  "canned-replies": CannedRepliesPage,
  "auto-replies": AutoRepliesPage,
  tags: TagsPage,
  "sla-policies": SlaPoliciesPage,
  "business-hours": BusinessHoursPage,
  "api-tokens": ApiTokensPage,
  audit: AuditPage,
};

export default function AdminRoutes() {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const mine = useAreas();
  const commands = useMemo<Command[]>(
    () =>
      mine.map((area) => {
        const Icon = areas[area].icon;
        return {
          id: `admin-${area}`,
          label: t("app.pair", { name: t("admin.title"), value: t(`admin.area.${area}`) }),
          group: "app.group.go",
          family: { id: "admin", label: t("admin.title") },
          icon: <Icon size={18} />,
          run: () => navigate(`/${area}`),
        };
      }),
    [mine, t, navigate],
  );
  useCommands(commands);

  return (
    <div className={classes.frame}>
      <AdminSide />
      <div className={classes.content}>
        <Switch>
          <Route path="/" component={AdminHome} />
          {mine.includes("inboxes") && <Route path="/inboxes" component={InboxesPage} />}
          {mine.includes("inboxes") && <Route path="/inboxes/:id">{({ id }) => <InboxPage key={id} id={id} />}</Route>}
          {Object.entries(pages)
            .filter(([area]) => mine.includes(area as AreaName))
            .map(([area, Page]) => (
              <Route key={area} path={`/${area}/:id?`}>
                {({ id }) => <Page id={id} />}
              </Route>
            ))}
          <Route component={NotFound} />
        </Switch>
      </div>
    </div>
  );
}
