import type { admin as en } from "../en/admin";
import { hours } from "./admin/hours";
import { inboxes } from "./admin/inboxes";
import { people } from "./admin/people";
import { replies } from "./admin/replies";
import { system } from "./admin/system";

export const admin: Record<keyof typeof en, string> = { ...system, ...people, ...inboxes, ...replies, ...hours };
