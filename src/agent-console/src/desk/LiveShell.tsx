import type { ReactNode } from "react";
import { Alerts } from "./alerts/Alerts";
import { UndoBar } from "./ending/UndoBar";
import classes from "./LiveShell.module.css";
import { LiveProvider } from "./live/LiveProvider";
import { TellPulse } from "./live/TellPulse";
import { MentionAlerts } from "./mentions/MentionAlerts";
import { OfferDock } from "./offers/OfferDock";
import { OfferKeys } from "./offers/OfferKeys";

/** What is alive on every page: the connection, offers by key, sounds and notifications. */
export function LiveShell({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <Alerts />
      <OfferKeys />
      <TellPulse />
      <MentionAlerts />
      <div className={classes.corner}>
        <UndoBar />
        <OfferDock />
      </div>
      {children}
    </LiveProvider>
  );
}
