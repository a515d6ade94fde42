import { Skeleton } from "@mantine/core";
import { ApiError } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { useDetails } from "../live/details";
import { useRow } from "../live/LiveProvider";
import { CustomerCard } from "./CustomerCard";
import { CustomerNote } from "./CustomerNote";
import classes from "./Details.module.css";
import { Earlier } from "./Earlier";
import { EventLog } from "./EventLog";
import { Pages } from "./Pages";
import { RequiredSkills } from "./RequiredSkills";
import { RoutingWhy } from "./RoutingWhy";
import { Section } from "./Section";
import { SlaClocks } from "./SlaClocks";
import { Tags } from "./Tags";

/** The right side: who the customer is, and why things are as they are. */
export function DetailsPane({ id }: { id: string }) {
  const { t } = useI18n();
  const row = useRow(id);
  const details = useDetails(id);
  // What is not there is said once, in the middle.
  if (details.error instanceof ApiError && details.error.status === 404) return null;
  if (details.isError && !details.data) return <LoadFailed onRetry={() => void details.refetch()} />;
  if (!details.data || !row) {
    return (
      <div className={classes.loading} role="status" aria-label={t("app.load.loading")}>
        <Skeleton height={16} width="60%" />
        <Skeleton height={12} width="80%" />
        <Skeleton height={12} width="70%" />
      </div>
    );
  }
  const { contact, earlier, sla, routing } = details.data;
  return (
    <aside className={classes.pane} aria-label={t("desk.details.customer")}>
      <CustomerCard key={contact.id} contact={contact} row={row} />
      <Section title={t("desk.details.tags")}>
        <Tags row={row} />
      </Section>
      <RequiredSkills row={row} />
      <Section title={t("desk.details.note")}>
        <CustomerNote key={contact.id} contact={contact} conversationId={id} />
      </Section>
      <Section title={t("desk.details.pages")}>
        <Pages row={row} />
      </Section>
      <Section title={t("desk.details.earlier")} count={earlier.length}>
        <Earlier rows={earlier} />
      </Section>
      <Section title={t("desk.details.routing")} folded>
        <RoutingWhy decision={routing} />
      </Section>
      <Section title={t("desk.details.sla")} folded>
        <SlaClocks clocks={sla} />
      </Section>
      <Section title={t("desk.details.log")} folded>
        <EventLog id={id} />
      </Section>
    </aside>
  );
}
