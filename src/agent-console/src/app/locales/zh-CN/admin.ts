import type { admin as en } from "../en/admin";

export const admin: Record<keyof typeof en, string> = {
  title: "设置",
  "area.agents": "客服人员",
  "area.agents.text": "谁来接待:角色、接待量、技能、语言。",
  "area.teams": "团队",
  "area.teams.text": "共用队列的客服,以及互相支援的团队。",
  "area.inboxes": "收件箱",
  "area.inboxes.text": "客户入口:网页组件、欢迎语、分配方式、允许的网站。",
  "area.canned-replies": "快捷回复",
  "area.canned-replies.text": "客服输入“/”即可插入的常用语。",
  "area.auto-replies": "自动回复",
  "area.auto-replies.text": "自动应答、打标签或分配的规则。",
  "area.sla-policies": "服务水平",
  "area.sla-policies.text": "目标时间、提前步骤,以及超时后的动作。",
  "area.business-hours": "营业时间",
  "area.business-hours.text": "开放时间、节假日与特殊日期。",
  "area.api-tokens": "API 令牌",
  "area.api-tokens.text": "供程序访问本服务器的密钥。",
  "area.audit": "审计日志",
  "area.audit.text": "谁在什么时候改了什么。",
};
