import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useI18n } from "./i18n";
import { Message } from "./pages";

interface State {
  broken: boolean;
}

/** Keeps a fault in one area from blanking the whole console. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useI18n();
  return (
    <Message title={t("app.crash.title")} text={t("app.crash.text")}>
      <Button onClick={() => location.reload()}>{t("app.crash.reload")}</Button>
    </Message>
  );
}
