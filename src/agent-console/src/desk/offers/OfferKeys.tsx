import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useMemo, useRef } from "react";
import { type Command, useCommands } from "../../app/commands";
import { useI18n } from "../../app/i18n";
import { enterIsFree } from "./enterIsFree";
import { useOfferActions } from "./useOfferActions";

/** The keys of offers, on every page. */
export function OfferKeys() {
  const { t } = useI18n();
  const actions = useOfferActions();
  const latest = useRef(actions);
  latest.current = actions;
  const any = actions.next !== null;

  const commands = useMemo<Command[]>(
    () =>
      any
        ? [
            {
              id: "offer-accept",
              label: t("desk.command.acceptOffer"),
              group: "app.group.offer",
              keys: "offer-accept",
              icon: <IconCheck size={18} />,
              run: () => void latest.current.acceptNext(),
            },
            {
              id: "offer-decline",
              label: t("desk.command.declineOffer"),
              group: "app.group.offer",
              keys: "offer-decline",
              icon: <IconX size={18} />,
              run: () => void latest.current.declineNext(),
            },
          ]
        : [],
    [any, t],
  );
  useCommands(commands);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (enterIsFree(event.target) && latest.current.acceptNext()) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
