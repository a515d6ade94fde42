import {
  IconBolt,
  IconCalendarTime,
  IconHistory,
  IconInbox,
  IconKey,
  IconRobot,
  IconStopwatch,
  IconTags,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";

/** The settings, in the order and groups in which the side list shows them. */
export const areas = {
  agents: { icon: IconUser, group: "people" },
  teams: { icon: IconUsersGroup, group: "people" },
  inboxes: { icon: IconInbox, group: "service" },
  "business-hours": { icon: IconCalendarTime, group: "service" },
  "sla-policies": { icon: IconStopwatch, group: "service" },
  "canned-replies": { icon: IconBolt, group: "replies" },
  "auto-replies": { icon: IconRobot, group: "replies" },
  tags: { icon: IconTags, group: "replies" },
  "api-tokens": { icon: IconKey, group: "system" },
  audit: { icon: IconHistory, group: "system" },
} as const;

export type AreaName = keyof typeof areas;
export const areaNames = Object.keys(areas) as AreaName[];
export const areaGroups = ["people", "service", "replies", "system"] as const;
