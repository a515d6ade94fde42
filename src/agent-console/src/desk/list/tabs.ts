import type { View } from "../live/rows";

export type ListTab = View | "closed" | "callbacks";
