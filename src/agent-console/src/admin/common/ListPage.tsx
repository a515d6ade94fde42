import { Button, TextInput } from "@mantine/core";
import { IconChevronLeft, IconPlus, IconSearch } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { errorText } from "../../app/errors";
import { type MessageKey, useI18n } from "../../app/i18n";
import { Loading, Message } from "../../app/pages";
import { type AreaName, areas } from "../areas";
import classes from "./admin.module.css";
import { includesText } from "./search";

interface Props<T> {
  area: AreaName;
  query: UseQueryResult<T[]>;
  /** What the search looks through. */
  words(item: T): string;
  row(item: T, index: number, all: T[]): ReactNode;
  create?: { label: string; href: string };
  empty: { title: string; text: string };
  /** Beside the search. */
  tools?: ReactNode;
  children?: ReactNode;
}

export function PageHead({ area, children }: { area: AreaName; children?: ReactNode }) {
  const { t } = useI18n();
  return (
    <>
      <Link href="/" className={`${classes.back} mantine-hidden-from-sm`}>
        <IconChevronLeft size={16} aria-hidden />
        {t("admin.title")}
      </Link>
      <div className={classes.head}>
        <div>
          <h1>{t(`admin.area.${area}` as MessageKey)}</h1>
          <p className={classes.lead}>{t(`admin.area.${area}.text` as MessageKey)}</p>
        </div>
        {children}
      </div>
    </>
  );
}

/** A settings list: heading, search, rows, and what to say when there is nothing. */
export function ListPage<T extends { id: string }>(props: Props<T>) {
  const { area, query, create, empty } = props;
  const { t } = useI18n();
  const [text, setText] = useState("");
  const Icon = areas[area].icon;
  const all = query.data ?? [];
  const shown = all.filter((item) => includesText(props.words(item), text));
  const button = create && (
    <Button component={Link} href={create.href} leftSection={<IconPlus size={16} />}>
      {create.label}
    </Button>
  );

  let body: ReactNode;
  if (query.isPending) body = <Loading />;
  else if (query.isError && !query.data) body = <Failed error={query.error} retry={() => void query.refetch()} />;
  else if (all.length === 0) {
    body = (
      <div className={classes.empty}>
        <span className={classes.emptyIcon}>
          <Icon size={24} aria-hidden />
        </span>
        <strong>{empty.title}</strong>
        <p>{empty.text}</p>
        {button}
      </div>
    );
  } else {
    body = (
      <>
        <div className={classes.tools}>
          <TextInput
            type="search"
            w={{ base: "100%", xs: 280 }}
            leftSection={<IconSearch size={16} />}
            placeholder={t("admin.search")}
            aria-label={t("admin.search")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {props.tools}
          <span className={classes.count} aria-live="polite">
            {t("admin.count", { n: shown.length })}
          </span>
        </div>
        {shown.length > 0 ? (
          <ul className={classes.rows}>{shown.map((item) => props.row(item, all.indexOf(item), all))}</ul>
        ) : (
          <div className={classes.empty}>
            <strong>{t("admin.nothing", { text })}</strong>
            <Button variant="default" onClick={() => setText("")}>
              {t("admin.showAll")}
            </Button>
          </div>
        )}
      </>
    );
  }
  return (
    <div className={classes.page}>
      <PageHead area={area}>{all.length > 0 && button}</PageHead>
      {body}
      {props.children}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry(): void }) {
  const { t } = useI18n();
  return (
    <Message title={t("app.load.failed")} text={errorText(t, error)}>
      <Button variant="default" onClick={retry}>
        {t("app.load.retry")}
      </Button>
    </Message>
  );
}
