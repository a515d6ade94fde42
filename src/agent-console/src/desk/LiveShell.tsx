import type { ReactNode } from "react";
import { Alerts } from "./alerts/Alerts";
import { UndoBar } from "./ending/UndoBar";
import { LiveProvider } from "./live/LiveProvider";
import { TellPulse } from "./live/TellPulse";
import { MentionAlerts } from "./mentions/MentionAlerts";
import { OfferKeys } from "./offers/OfferKeys";

/** What is alive on every page: the connection, offers by key, sounds and notifications. */
export function LiveShell({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <Alerts />
      <OfferKeys />
      <TellPulse />
      <UndoBar />
      <MentionAlerts />
      {children}
    </LiveProvider>
  );
}
