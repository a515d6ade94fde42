import {
  ActionIcon,
  Button,
  CloseButton,
  Indicator,
  Menu,
  Popover,
  SegmentedControl,
  Select,
  Switch,
} from "@mantine/core";
import { IconArrowsSort, IconCheck, IconFilter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, type Page } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { languageName } from "../../app/languageName";
import { useDesk, useLive } from "../live/LiveProvider";
import type { AgentEntry, TeamRef } from "../live/types";
import classes from "./ListControls.module.css";
import { everything, isFiltered, type ListQuery, sorts, useListQuery } from "./listQuery";
import type { ListTab } from "./tabs";

interface Props {
  tab: ListTab;
  onTab(tab: ListTab): void;
}

/** Over the list of All: open, closed or call-backs; an order; and filters, each shown as a chip that takes it away. */
export function ListControls({ tab, onTab }: Props) {
  const { t } = useI18n();
  const { live } = useLive();
  const [query, change] = useListQuery(live.me.id);
  return (
    <div className={classes.controls}>
      <div className={classes.line}>
        <SegmentedControl
          size="xs"
          className={classes.what}
          aria-label={t("desk.filter.label")}
          value={tab}
          onChange={(value) => onTab(value as ListTab)}
          data={(["all", "closed", "callbacks"] as const).map((value) => ({
            value,
            label: t(value === "all" ? "desk.filter.open" : `desk.filter.${value}`),
          }))}
        />
        {tab === "all" && (
          <>
            <SortMenu query={query} change={change} />
            <FilterMenu query={query} change={change} />
          </>
        )}
      </div>
      {tab === "all" && isFiltered(query) && <Chips query={query} change={change} />}
    </div>
  );
}

interface ChangeProps {
  query: ListQuery;
  change(patch: Partial<ListQuery>): void;
}

function SortMenu({ query, change }: ChangeProps) {
  const { t } = useI18n();
  const label = t("app.pair", { name: t("desk.sort.label"), value: t(`desk.sort.${query.sort}`) });
  return (
    <Menu width={210} position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant={query.sort === "activity" ? "subtle" : "light"}
          color="gray"
          size={30}
          aria-label={label}
          title={label}
        >
          <IconArrowsSort size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("desk.sort.label")}</Menu.Label>
        {sorts.map((sort) => (
          <Menu.Item
            key={sort}
            rightSection={sort === query.sort ? <IconCheck size={15} /> : null}
            onClick={() => change({ sort })}
          >
            {t(`desk.sort.${sort}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What can be chosen: read once the menu is wanted or a chip needs a name. */
function useChoices() {
  const inboxes = useQuery({
    queryKey: ["inboxes"],
    queryFn: () => api.get<Page<{ id: string; name: string }>>("/api/inboxes"),
  });
  const teams = useQuery({ queryKey: ["teams"], queryFn: () => api.get<Page<TeamRef>>("/api/teams") });
  const agents = useQuery({ queryKey: ["agents"], queryFn: () => api.get<Page<AgentEntry>>("/api/agents") });
  const rows = useDesk((state) => state.rows);
  const all = [...rows.values()];
  const named = (page: Page<{ id: string; name: string }> | undefined) =>
    (page?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return {
    inbox: named(inboxes.data),
    team: named(teams.data),
    agent: named(agents.data),
    tag: [...new Set(all.flatMap((row) => row.tags))].sort().map((tag) => ({ value: tag, label: tag })),
    locale: [...new Set(all.flatMap((row) => row.locale ?? []))].sort(),
  };
}

const fields = ["inbox", "team", "agent", "tag", "locale"] as const;

function FilterMenu({ query, change }: ChangeProps) {
  const { t } = useI18n();
  return (
    <Popover width={270} position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Indicator disabled={!isFiltered(query)} size={8} offset={6}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={t("desk.filter.title")}
            title={t("desk.filter.title")}
          >
            <IconFilter size={17} stroke={1.7} />
          </ActionIcon>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown>
        <FilterForm query={query} change={change} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterForm({ query, change }: ChangeProps) {
  const { t, tag: locale } = useI18n();
  const choices = useChoices();
  const data = {
    ...choices,
    locale: choices.locale.map((value) => ({ value, label: languageName(locale, value) })),
  };
  return (
    <div className={classes.form}>
      {fields.map((field) => (
        <Select
          key={field}
          size="xs"
          label={t(`desk.filter.${field}`)}
          placeholder={t("desk.filter.any")}
          clearable
          searchable
          comboboxProps={{ withinPortal: false }}
          data={withChosen(data[field], query[field])}
          value={query[field]}
          onChange={(value) => change({ [field]: value })}
        />
      ))}
      <Select
        size="xs"
        label={t("desk.filter.waiting")}
        placeholder={t("desk.filter.waiting.all")}
        clearable
        comboboxProps={{ withinPortal: false }}
        data={(["any", "queue", "in_hand"] as const).map((value) => ({
          value,
          label: t(`desk.filter.waiting.${value}`),
        }))}
        value={query.waiting}
        onChange={(value) => change({ waiting: value as ListQuery["waiting"] })}
      />
      <Switch
        size="xs"
        label={t("desk.filter.unread")}
        checked={query.unread}
        onChange={(event) => change({ unread: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label={t("desk.filter.breached")}
        checked={query.breached}
        onChange={(event) => change({ breached: event.currentTarget.checked })}
      />
      <Button
        size="xs"
        variant="subtle"
        disabled={!isFiltered(query)}
        onClick={() => change({ ...everything, sort: query.sort })}
      >
        {t("desk.filter.clear")}
      </Button>
    </div>
  );
}

type Option = { value: string; label: string };

/** What is chosen stands in its list, also when nothing shown has it any more. */
const withChosen = (data: Option[], chosen: string | null): Option[] =>
  chosen === null || data.some((option) => option.value === chosen)
    ? data
    : [...data, { value: chosen, label: chosen }];

function Chips({ query, change }: ChangeProps) {
  const { t, tag: locale } = useI18n();
  const choices = useChoices();
  const nameOf = (field: (typeof fields)[number], value: string) =>
    field === "locale"
      ? languageName(locale, value)
      : (choices[field].find((option) => option.value === value)?.label ?? value);
  const chips = [
    ...fields.flatMap((field) => {
      const value = query[field];
      return value === null ? [] : [{ key: field, text: nameOf(field, value), clear: { [field]: null } }];
    }),
    ...(query.waiting
      ? [{ key: "waiting", text: t(`desk.filter.waiting.${query.waiting}`), clear: { waiting: null } }]
      : []),
    ...(query.unread ? [{ key: "unread", text: t("desk.filter.unread"), clear: { unread: false } }] : []),
    ...(query.breached ? [{ key: "breached", text: t("desk.filter.breached"), clear: { breached: false } }] : []),
  ];
  return (
    <ul className={classes.chips} aria-label={t("desk.filter.title")}>
      {chips.map(({ key, text, clear }) => (
        <li key={key} className={classes.chip}>
          <span>{text}</span>
          <CloseButton
            size={22}
            iconSize={12}
            aria-label={t("desk.filter.remove", { name: text })}
            onClick={() => change(clear as Partial<ListQuery>)}
          />
        </li>
      ))}
    </ul>
  );
}
