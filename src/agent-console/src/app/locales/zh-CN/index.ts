import { admin } from "./admin";
import { app } from "./app";
import { desk } from "./desk";
import { reports } from "./reports";

export const messages = { app, desk, admin, reports };
