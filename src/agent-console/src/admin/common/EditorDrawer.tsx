import { Drawer } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useI18n } from "../../app/i18n";
import { isMac } from "../../app/keys";
import classes from "./admin.module.css";
import { Confirm } from "./Confirm";
import { FormFoot } from "./FormFoot";
import type { Form } from "./useForm";

interface Props<T extends object> {
  title: string;
  form: Form<T>;
  isNew: boolean;
  onClose(): void;
  size?: number;
  /** Left in the foot: delete, disable. */
  actions?: ReactNode;
  children: ReactNode;
}

/** An editor at the side of its list. Ctrl+Enter saves; input is never thrown away unasked. */
export function EditorDrawer<T extends object>({
  title,
  form,
  isNew,
  onClose,
  size = 560,
  actions,
  children,
}: Props<T>) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const close = () => (form.dirty ? setAsking(true) : onClose());
  return (
    <Drawer
      opened
      onClose={close}
      title={title}
      position="right"
      size={size}
      padding={0}
      classNames={{ header: classes.drawerHead, content: classes.drawer, body: classes.drawerBody }}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
      transitionProps={{ duration: 150 }}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={form.submit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (isMac() ? event.metaKey : event.ctrlKey)) form.submit(event);
        }}
      >
        <div className={classes.fields}>{children}</div>
        <FormFoot form={form} isNew={isNew} onCancel={close}>
          {actions}
        </FormFoot>
      </form>
      {asking && (
        <Confirm
          title={t("admin.discard.title")}
          text={t("admin.discard.text")}
          yes={t("admin.discard.yes")}
          no={t("admin.discard.no")}
          onYes={onClose}
          onClose={() => setAsking(false)}
        />
      )}
    </Drawer>
  );
}
