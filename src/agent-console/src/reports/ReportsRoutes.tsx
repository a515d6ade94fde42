import { Anchor, Container, SimpleGrid, Text, Title } from "@mantine/core";
import { Link } from "wouter";
import { useI18n } from "../app/i18n";

const areas = ["wall", "service-level"] as const;

export default function ReportsRoutes() {
  const { t } = useI18n();
  return (
    <Container size="md" py="xl">
      <Title order={1} fz="xl" mb="lg">
        {t("reports.title")}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        {areas.map((area) => (
          <div key={area}>
            <Anchor component={Link} href={`/${area}`} fw={600}>
              {t(`reports.area.${area}`)}
            </Anchor>
            <Text c="dimmed">{t(`reports.area.${area}.text`)}</Text>
          </div>
        ))}
      </SimpleGrid>
    </Container>
  );
}
