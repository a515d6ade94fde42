import { notifications } from "@mantine/notifications";
import { ApiError } from "./api";
import { hasMessage, type Translate, translate } from "./i18n";

/** The reason in words: from the error's code when we know it. */
export function errorText(t: Translate, error: unknown): string {
  const code = codeOf(error);
  const key = `app.error.${code}`;
  return t(hasMessage(key) ? key : "app.error.unknown");
}

export function codeOf(error: unknown): string {
  if (error instanceof ApiError) return error.code;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "network";
}

export function toastError(t: Translate, error: unknown): void {
  notifications.show({ ...closable(), color: "red", message: errorText(t, error) });
}

export interface ToastLook {
  /** A second one with the same id is not shown beside the first. */
  id?: string;
  color?: string;
  onClose?: () => void;
  /** It can be clicked, and says so to the pointer. */
  onClick?: () => void;
}

export function toast(message: string, look: ToastLook = {}): void {
  notifications.show({ ...closable(), ...look, message, ...(look.onClick && { style: { cursor: "pointer" } }) });
}

/** The language is read where it is set, so that a plain function can say "close" as well. */
function closable() {
  const locale = document.documentElement.lang === "zh-CN" ? "zh-CN" : "en";
  return { closeButtonProps: { "aria-label": translate(locale, "app.action.close") } };
}
