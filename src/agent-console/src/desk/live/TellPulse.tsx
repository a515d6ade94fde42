import { useEffect } from "react";
import { pulse } from "../../app/pulse";
import { useDesk, useLive } from "./LiveProvider";

const moves = ["AgentChanged", "ConversationChanged", "SlaBreached", "OfferMade", "OfferEnded"] as const;

/** Passes on that something moved, without saying what: other areas read their own figures. */
export function TellPulse() {
  const { hub } = useLive().live;
  const heard = useDesk((state) => state.link) === "live";
  useEffect(() => {
    const stops = moves.map((event) => hub.on(event, () => pulse.moved()));
    return () => {
      for (const stop of stops) stop();
    };
  }, [hub]);
  useEffect(() => {
    pulse.hears(heard);
    return () => pulse.hears(false);
  }, [heard]);
  return null;
}
