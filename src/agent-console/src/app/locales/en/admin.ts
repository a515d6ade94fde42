import { hours } from "./admin/hours";
import { inboxes } from "./admin/inboxes";
import { people } from "./admin/people";
import { replies } from "./admin/replies";
import { system } from "./admin/system";

export const admin = { ...system, ...people, ...inboxes, ...replies, ...hours } as const;
