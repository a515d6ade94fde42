import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useI18n } from "../../app/i18n";
import { copyText } from "./copy";

type State = "idle" | "done" | "failed";
const shownMs = 2500;

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useI18n();
  const [state, setState] = useState<State>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), shownMs);
    return () => clearTimeout(timer);
  }, [state]);
  const words = {
    idle: label ?? t("admin.copy"),
    done: t("admin.copied"),
    failed: t("admin.copyFailed"),
  }[state];
  return (
    <Button
      variant="default"
      leftSection={state === "done" ? <IconCheck size={16} /> : <IconCopy size={16} />}
      onClick={async () => setState((await copyText(text)) ? "done" : "failed")}
    >
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
