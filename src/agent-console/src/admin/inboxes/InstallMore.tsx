import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { CopyButton } from "../common/CopyButton";
import type { Inbox } from "../wire";
import { barCode, identifyCode, policyCode, serverCode, singlePageCode } from "./samples";

/** What some websites need besides the line: a single-page app, a bar at the bottom, a content security policy, customers who are signed in. */
export function InstallMore({ inbox }: { inbox: Inbox }) {
  const { t } = useI18n();
  const host = new URL(inbox.embedSnippet.match(/src="([^"]+)"/)?.[1] ?? location.href).origin;
  return (
    <div style={{ marginTop: 16 }}>
      <More
        title={t("admin.inbox.more.spa")}
        text={t("admin.inbox.more.spaText")}
        code={singlePageCode(host, inbox.key)}
      />
      <More title={t("admin.inbox.more.bar")} text={t("admin.inbox.more.barText")} code={barCode} />
      <More title={t("admin.inbox.more.csp")} text={t("admin.inbox.more.cspText")} code={policyCode(host)} />
      <details className={classes.more}>
        <summary>{t("admin.inbox.more.identify")}</summary>
        <p>{t("admin.inbox.more.identifyText")}</p>
        <Code text={serverCode} />
        <p style={{ marginTop: 12 }}>{t("admin.inbox.more.identifyPage")}</p>
        <Code text={identifyCode} />
      </details>
    </div>
  );
}

function More({ title, text, code }: { title: string; text: string; code: string }) {
  return (
    <details className={classes.more}>
      <summary>{title}</summary>
      <p>{text}</p>
      <Code text={code} />
    </details>
  );
}

function Code({ text }: { text: string }) {
  return (
    <>
      <pre className={classes.code}>{text}</pre>
      <CopyButton text={text} />
    </>
  );
}
