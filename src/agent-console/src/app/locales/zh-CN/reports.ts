import type { reports as en } from "../en/reports";

export const reports: Record<keyof typeof en, string> = {
  title: "报表",
  "area.wall": "实时大屏",
  "area.wall.text": "当前排队、最久等待、今日服务水平、在岗人员。",
  "area.service-level": "服务水平",
  "area.service-level.text": "按日期、客服、团队和收件箱查看首次响应及其原因。",
};
