import { Alert, Button, Group, List, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { hasMessage, useI18n } from "../../app/i18n";
import classes from "./admin.module.css";
import { Notice } from "./Notice";
import { timeAgo } from "./time";
import type { Clash, Form } from "./useForm";

interface Props<T extends object> {
  form: Form<T>;
  onCancel(): void;
  isNew: boolean;
  children?: ReactNode;
}

/** What stands in the way of saving, in words, and the buttons. Drawn after the fields: it shows what they do not. */
export function FormFoot<T extends object>({ form, onCancel, isNew, children }: Props<T>) {
  const { t } = useI18n();
  const others = form.others();
  return (
    <div className={classes.foot}>
      <Stack gap="sm">
        {form.clash && <ClashNotice clash={form.clash} />}
        {form.refusal && (
          <Alert color="red" role="alert">
            {form.refusal}
          </Alert>
        )}
        {form.errorCount > 0 && (
          <Alert color="red" role="alert" py="sm">
            {t("admin.form.check", { n: form.errorCount })}
            {others.length > 0 && (
              <List size="sm" mt={4}>
                {others.map((text) => (
                  <List.Item key={text}>{text}</List.Item>
                ))}
              </List>
            )}
          </Alert>
        )}
        <Group justify="space-between" wrap="nowrap">
          <div>{children}</div>
          <Group gap="sm" wrap="nowrap">
            <Button variant="default" onClick={onCancel}>
              {t("app.action.cancel")}
            </Button>
            <Button type="submit" loading={form.busy} disabled={form.clash?.gone}>
              {isNew ? t("admin.form.create") : t("app.action.save")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </div>
  );
}

function ClashNotice({ clash }: { clash: Clash }) {
  const { t, locale } = useI18n();
  const name = (field: string) => {
    const key = `admin.field.${field}`;
    return hasMessage(key) ? t(key) : field;
  };
  const names = (fields: string[]) => new Intl.ListFormat(locale).format(fields.map(name));
  const who = clash.by
    ? t("admin.clash.by", { name: clash.by.name, when: timeAgo(locale, clash.by.at) })
    : t("admin.clash.somebody");
  return (
    <Notice urgent title={clash.gone ? t("admin.clash.gone") : who}>
      {clash.gone ? (
        t("admin.clash.goneText")
      ) : (
        <>
          {clash.theirs.length > 0 && <div>{t("admin.clash.theirs", { fields: names(clash.theirs) })}</div>}
          {clash.both.length > 0 && <div>{t("admin.clash.both", { fields: names(clash.both) })}</div>}
          {Object.entries(clash.stored).map(([field, value]) => (
            <div key={field} dir="auto">
              {t("admin.clash.stored", { field: name(field), value: value || t("admin.clash.empty") })}
            </div>
          ))}
          <div>{t("admin.clash.again")}</div>
        </>
      )}
    </Notice>
  );
}
