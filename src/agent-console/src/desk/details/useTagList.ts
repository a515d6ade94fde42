import { useQuery } from "@tanstack/react-query";
import { api, type Page } from "../../app/api";
import type { TagUse } from "./tagMatch";

export const tagsKey = ["tags"] as const;
const none: TagUse[] = [];

/** The tags in use, the most used first. */
export function useTagList(enabled: boolean): TagUse[] {
  const query = useQuery({
    queryKey: tagsKey,
    queryFn: ({ signal }) => api.get<Page<TagUse>>("/api/tags", undefined, signal),
    staleTime: 60_000,
    enabled,
  });
  return query.data?.items ?? none;
}
