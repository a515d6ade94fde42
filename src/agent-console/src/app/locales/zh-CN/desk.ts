import type { desk as en } from "../en/desk";

export const desk: Record<keyof typeof en, string> = {
  title: "会话",
};
