import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Page } from "../app/api";
import { useI18n } from "../app/i18n";
import type { AgentEntry } from "./live/types";
import classes from "./SearchPage.module.css";
import { filterCount, noFilters, type SearchFilters, searchStates } from "./searchFilters";

interface Props {
  filters: SearchFilters;
  onChange(filters: SearchFilters): void;
}

/** Under the search field: folded until somebody wants it, open while something is chosen. */
export function SearchFilterForm({ filters, onChange }: Props) {
  const { t } = useI18n();
  const count = filterCount(filters);
  const [open, setOpen] = useState(count > 0);
  return (
    <div className={classes.filters}>
      <Button
        size="xs"
        variant={count > 0 ? "light" : "subtle"}
        color={count > 0 ? "ink" : "gray"}
        leftSection={<IconFilter size={15} stroke={1.7} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {count > 0 ? t("desk.search.filtered", { n: count }) : t("desk.filter.title")}
      </Button>
      {count > 0 && (
        <Button size="xs" variant="subtle" color="gray" onClick={() => onChange(noFilters)}>
          {t("desk.filter.clear")}
        </Button>
      )}
      {open && <Fields filters={filters} onChange={onChange} />}
    </div>
  );
}

function Fields({ filters, onChange }: Props) {
  const { t } = useI18n();
  const inboxes = useQuery({
    queryKey: ["inboxes"],
    queryFn: () => api.get<Page<{ id: string; name: string }>>("/api/inboxes"),
  });
  const agents = useQuery({ queryKey: ["agents"], queryFn: () => api.get<Page<AgentEntry>>("/api/agents") });
  const named = (page: Page<{ id: string; name: string }> | undefined) =>
    (page?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const lists = {
    inbox: named(inboxes.data),
    agent: named(agents.data),
    state: searchStates.map((value) => ({ value, label: t(`desk.state.${value}`) })),
  };
  return (
    <div className={classes.fields}>
      {(["inbox", "agent", "state"] as const).map((field) => (
        <Select
          key={field}
          size="xs"
          label={t(`desk.filter.${field}`)}
          placeholder={t("desk.filter.any")}
          clearable
          searchable={field !== "state"}
          data={lists[field]}
          value={filters[field]}
          onChange={(value) => onChange({ ...filters, [field]: value })}
        />
      ))}
      {(["from", "to"] as const).map((field) => (
        <TextInput
          key={field}
          size="xs"
          type="date"
          label={t(`desk.search.${field}`)}
          value={filters[field] ?? ""}
          {...(field === "from" ? { max: filters.to ?? undefined } : { min: filters.from ?? undefined })}
          onChange={(event) => onChange({ ...filters, [field]: event.currentTarget.value || null })}
        />
      ))}
      <Checkbox
        size="xs"
        className={classes.wide}
        label={t("desk.search.automatic")}
        checked={filters.automatic !== null}
        onChange={(event) => onChange({ ...filters, automatic: event.currentTarget.checked ? "true" : null })}
      />
    </div>
  );
}
