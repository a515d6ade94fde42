import { admin } from "./admin";
import { app } from "./app";
import { desk } from "./desk";
import { reports } from "./reports";
import { seeds } from "./seeds";
import { welcome } from "./welcome";

export const messages = { app, desk, admin, reports, seeds, welcome };
