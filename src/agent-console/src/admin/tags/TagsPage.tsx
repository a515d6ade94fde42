import { ActionIcon, Anchor, Tooltip } from "@mantine/core";
import { IconPencil, IconTag, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Fragment, useMemo, useState } from "react";
import { Link } from "wouter";
import { api } from "../../app/api";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import classes from "../common/admin.module.css";
import { Confirm } from "../common/Confirm";
import { useList, useRefresh } from "../common/data";
import { ListPage } from "../common/ListPage";
import { RenameTag } from "./RenameTag";

export interface TagUse {
  name: string;
  count: number;
  /** The automatic replies that put it on conversations. */
  rules?: { id: string; name: string }[] | null;
}

/** A rule would bring it back. */
const isUsed = ({ rules }: TagUse) => (rules?.length ?? 0) > 0;

type Asked = { tag: TagUse; what: "rename" | "remove" };

/** Some hundreds of conversations are changed a call; it is called until none is left. */
async function untilDone(call: () => Promise<{ changed: number; remaining: number }>): Promise<number> {
  let changed = 0;
  for (;;) {
    const answer = await call();
    changed += answer.changed;
    if (answer.remaining === 0 || answer.changed === 0) return changed;
  }
}

export function TagsPage() {
  const { t } = useI18n();
  const query = useList<TagUse>("/api/tags");
  const refresh = useRefresh();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const items = useMemo(() => query.data?.map((tag) => ({ ...tag, id: tag.name })), [query.data]);

  async function done(changed: number) {
    setAsked(null);
    toast(t("admin.tags.changed", { n: changed }));
    await Promise.all([refresh(), queries.invalidateQueries({ queryKey: ["tags"] })]);
  }

  const rename = async (tag: TagUse, to: string) =>
    done(await untilDone(() => api.post("/api/tags/rename", { name: tag.name, to })));
  const remove = async (tag: TagUse) =>
    done(await untilDone(() => api.del(`/api/tags?name=${encodeURIComponent(tag.name)}`)));

  return (
    <ListPage
      area="tags"
      query={{ ...query, data: items } as Parameters<typeof ListPage<TagUse & { id: string }>>[0]["query"]}
      words={(tag) => tag.name}
      empty={{ title: t("admin.tags.empty"), text: t("admin.tags.emptyText") }}
      row={(tag) => (
        <li key={tag.id} className={classes.tagRow}>
          <IconTag size={16} aria-hidden />
          <strong>{tag.name}</strong>
          <span className={classes.tagCount}>
            {t("admin.tags.count", { n: tag.count })}
            {tag.rules && tag.rules.length > 0 && (
              <>
                {" · "}
                {t("admin.tags.usedBy")}
                {tag.rules.map(({ id, name }, index) => (
                  <Fragment key={id}>
                    {index > 0 && t("app.comma")}
                    <Anchor component={Link} inherit href={`/admin/auto-replies/${id}`}>
                      {seededName(t, id, name)}
                    </Anchor>
                  </Fragment>
                ))}
              </>
            )}
          </span>
          <Tooltip label={t("admin.tags.rename")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("app.pair", { name: t("admin.tags.rename"), value: tag.name })}
              onClick={() => setAsked({ tag, what: "rename" })}
            >
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t(isUsed(tag) ? "admin.tags.inUse" : "admin.tags.remove")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("app.pair", { name: t("admin.tags.remove"), value: tag.name })}
              data-disabled={isUsed(tag) || undefined}
              aria-disabled={isUsed(tag) || undefined}
              onClick={() => (isUsed(tag) ? toast(t("admin.tags.inUse")) : setAsked({ tag, what: "remove" }))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </li>
      )}
    >
      {asked?.what === "rename" && (
        <RenameTag
          tag={asked.tag}
          others={query.data ?? []}
          onRename={(to) => rename(asked.tag, to)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.what === "remove" && (
        <Confirm
          title={t("admin.tags.removeTitle", { tag: asked.tag.name })}
          text={t("admin.tags.removeText", { n: asked.tag.count })}
          yes={t("admin.tags.remove")}
          onYes={() => remove(asked.tag)}
          onClose={() => setAsked(null)}
        />
      )}
    </ListPage>
  );
}
