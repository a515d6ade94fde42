import { ActionIcon, Button, Checkbox, NumberInput, Select, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { secondsText } from "../common/seconds";
import { Timeline } from "../common/Timeline";
import { type RingScope, ringScopes } from "../wire";
import ring from "./Inbox.module.css";
import { mostRings, nextRing, type RingValues, removeRing } from "./routing";

interface Props {
  rings: RingValues[];
  promise: number | null;
  onChange(rings: RingValues[]): void;
  error(path: string): string | undefined;
}

/** Whom to ask, and from when on. The picture shows what happens before the promised answer. */
export function RingsField({ rings, promise, onChange, error }: Props) {
  const { t } = useI18n();
  const put = (index: number, patch: Partial<RingValues>) =>
    onChange(rings.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  return (
    <Stack gap="sm" align="stretch">
      <Timeline
        label={t("admin.routing.timeline")}
        target={promise}
        targetLabel={t("admin.routing.promise")}
        unit={(seconds) => secondsText(t, seconds)}
        marks={rings.map((one) => ({
          at: Number(one.afterSeconds) || 0,
          label: [
            t(`admin.routing.scope.${one.scope}`),
            one.ignoreSkills && t("admin.routing.ignoreSkills"),
            one.alertSupervisor && t("admin.routing.alert"),
          ]
            .filter(Boolean)
            .join(" + "),
          tone: one.alertSupervisor ? "hot" : one.scope === "best_agent" ? "calm" : "warm",
        }))}
      />
      {rings.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a ring is its place in the ladder
        <fieldset key={index} className={ring.ring} aria-label={t("admin.routing.ring", { n: index + 1 })}>
          <NumberInput
            w={104}
            aria-label={t("admin.routing.after")}
            prefix={index === 0 ? "" : "+ "}
            suffix={` ${t("admin.unit.sShort")}`}
            allowDecimal={false}
            min={0}
            readOnly={index === 0 && one.afterSeconds === 0}
            value={one.afterSeconds}
            onChange={(afterSeconds) => put(index, { afterSeconds })}
            error={error(`routing.rings.${index}.afterSeconds`)}
          />
          <Select
            style={{ flex: "1 1 200px" }}
            aria-label={t("admin.routing.scope")}
            allowDeselect={false}
            data={ringScopes.map((value) => ({ value, label: t(`admin.routing.scope.${value}`) }))}
            value={one.scope}
            onChange={(scope) => put(index, { scope: (scope ?? "anyone") as RingScope })}
            error={error(`routing.rings.${index}.scope`)}
          />
          <Checkbox
            label={t("admin.routing.alert")}
            checked={one.alertSupervisor}
            onChange={(event) => put(index, { alertSupervisor: event.currentTarget.checked })}
          />
          <Checkbox
            label={t("admin.routing.ignoreSkills")}
            checked={one.ignoreSkills ?? false}
            onChange={(event) => put(index, { ignoreSkills: event.currentTarget.checked })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            disabled={rings.length === 1}
            aria-label={t("admin.routing.removeRing", { n: index + 1 })}
            onClick={() => onChange(removeRing(rings, index))}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </fieldset>
      ))}
      {error("routing.rings") && (
        <div className={classes.complaint} data-complaint tabIndex={-1}>
          {error("routing.rings")}
        </div>
      )}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={rings.length >= mostRings}
          onClick={() => onChange([...rings, nextRing(rings)])}
        >
          {t("admin.routing.addRing")}
        </Button>
      </div>
    </Stack>
  );
}
