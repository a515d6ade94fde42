import { Container } from "@mantine/core";
import { useI18n } from "../app/i18n";
import classes from "./Account.module.css";
import { PasswordSection } from "./PasswordSection";
import { ProfileSection } from "./ProfileSection";
import { SecondFactorSection } from "./SecondFactorSection";
import { SessionsSection } from "./SessionsSection";

/** What is the agent's own: how it appears, and how it gets in. */
export default function AccountPage() {
  const { t } = useI18n();
  return (
    <div className={classes.page}>
      <Container size="sm" py="lg">
        <h1 className={classes.title}>{t("app.account.title")}</h1>
        <ProfileSection />
        <PasswordSection />
        <SecondFactorSection />
        <SessionsSection />
      </Container>
    </div>
  );
}
