import { Anchor, Center, Loader, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useI18n } from "./i18n";

export function Loading() {
  const { t } = useI18n();
  return (
    <Center h="100%" mih={200}>
      <Loader size="sm" aria-label={t("app.load.loading")} />
    </Center>
  );
}

/** A page that only says one thing: what happened, and what to do next. */
export function Message({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Center h="100%" mih={240} p="lg">
      <Stack gap="sm" align="center" maw={420} ta="center">
        <Title order={1} fz="lg">
          {title}
        </Title>
        {text && <Text c="dimmed">{text}</Text>}
        {children}
      </Stack>
    </Center>
  );
}

export function ServerAway() {
  const { t } = useI18n();
  return (
    <Message title={t("app.error.network")} text={t("app.load.serverAway")}>
      <Loader size="xs" type="dots" />
    </Message>
  );
}

export function NotFound() {
  const { t } = useI18n();
  return (
    <Message title={t("app.notFound.title")}>
      <WayBack />
    </Message>
  );
}

/** To the conversations, from wherever one has come to a dead end. */
export function WayBack() {
  const { t } = useI18n();
  return (
    <Anchor component={Link} href="~/console/">
      {t("app.notFound.back")}
    </Anchor>
  );
}
