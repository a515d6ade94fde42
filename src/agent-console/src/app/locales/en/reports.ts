export const reports = {
  title: "Reports",
  "area.wall": "Live wall",
  "area.wall.text": "Waiting now, oldest wait, service level today, who is here.",
  "area.service-level": "Service level",
  "area.service-level.text": "First responses by day, agent, team and inbox, with their causes.",
} as const;
