import { NumberInput, Radio, SimpleGrid, Stack } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { Section } from "../common/Section";
import { SkillsField } from "../common/SkillsField";
import { useKnownSkills } from "../common/skills";
import { priorities, type RoutingMode, routingModes } from "../wire";
import { ComparatorsField } from "./ComparatorsField";
import { RingsField } from "./RingsField";
import { type RoutingValues, usesOffers, usesRings } from "./routing";

interface Props {
  value: RoutingValues;
  /** Within how many seconds a customer here is promised an answer; null: nothing is promised, or not known yet. */
  promise: number | null;
  onChange(value: RoutingValues): void;
  error(path: string): string | undefined;
}

export function RoutingFields({ value, promise, onChange, error }: Props) {
  const { t } = useI18n();
  const known = useKnownSkills();
  const put = (patch: Partial<RoutingValues>) => onChange({ ...value, ...patch });
  const seconds = { suffix: ` ${t("admin.unit.sShort")}`, allowDecimal: false };
  return (
    <>
      <Section id="routing" title={t("admin.routing.mode")} text={t("admin.routing.modeText")}>
        <Radio.Group
          aria-label={t("admin.routing.mode")}
          value={value.mode}
          onChange={(mode) => put({ mode: mode as RoutingMode })}
          error={error("routing.mode")}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            {routingModes.map((mode) => (
              <Radio.Card key={mode} value={mode} p="md" aria-label={t(`admin.routing.mode.${mode}`)}>
                <div style={{ display: "flex", gap: 10 }}>
                  <Radio.Indicator />
                  <div>
                    <b>{t(`admin.routing.mode.${mode}`)}</b>
                    <div style={{ color: "var(--c-muted)" }}>{t(`admin.routing.mode.${mode}.text`)}</div>
                  </div>
                </div>
              </Radio.Card>
            ))}
          </SimpleGrid>
        </Radio.Group>
      </Section>
      {usesRings(value.mode) && (
        <Section title={t("admin.routing.requiredSkills")} text={t("admin.routing.requiredSkillsText")}>
          <SkillsField
            path="routing.requiredSkills"
            value={value.requiredSkills}
            onChange={(requiredSkills) => put({ requiredSkills })}
            known={known}
            level={1}
            strange={t("admin.skill.nobody")}
            error={error}
          />
        </Section>
      )}
      {usesRings(value.mode) && (
        <Section
          title={t("admin.routing.rings")}
          text={promise ? t("admin.routing.ringsWithin", { n: promise }) : t("admin.routing.ringsText")}
        >
          <RingsField rings={value.rings} promise={promise} onChange={(rings) => put({ rings })} error={error} />
        </Section>
      )}
      {usesRings(value.mode) && (
        <Section title={t("admin.routing.comparators")} text={t("admin.routing.comparatorsText")}>
          <ComparatorsField value={value.comparators} onChange={(comparators) => put({ comparators })} />
        </Section>
      )}
      {usesOffers(value.mode) && (
        <Section title={t("admin.routing.offers")} text={t("admin.routing.offersText")}>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <NumberInput
              label={t("admin.routing.offerTimeout")}
              {...seconds}
              min={1}
              max={600}
              value={value.offerTimeoutSeconds}
              onChange={(offerTimeoutSeconds) => put({ offerTimeoutSeconds })}
              error={error("routing.offerTimeoutSeconds")}
            />
            <NumberInput
              label={t("admin.routing.maxMisses")}
              allowDecimal={false}
              min={1}
              max={100}
              value={value.maxMisses}
              onChange={(maxMisses) => put({ maxMisses })}
              error={error("routing.maxMisses")}
            />
            <NumberInput
              label={t("admin.routing.coolDown")}
              {...seconds}
              min={0}
              max={3600}
              value={value.coolDownSeconds}
              onChange={(coolDownSeconds) => put({ coolDownSeconds })}
              error={error("routing.coolDownSeconds")}
            />
          </SimpleGrid>
        </Section>
      )}
      <Section title={t("admin.routing.boost")} text={t("admin.routing.boostText")}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 2, xs: 4 }}>
            {priorities.map((priority) => (
              <NumberInput
                key={priority}
                label={t(`admin.priority.${priority}`)}
                {...seconds}
                step={30}
                value={value.priorityBoostSeconds[priority]}
                onChange={(n) => put({ priorityBoostSeconds: { ...value.priorityBoostSeconds, [priority]: n } })}
                error={error(`routing.priorityBoostSeconds.${priority}`)}
              />
            ))}
          </SimpleGrid>
        </Stack>
      </Section>
    </>
  );
}
