import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** A field for a password that says to screen readers, too, that it is wrong: Mantine's own marks only the frame. */
export function SecretInput(props: PasswordInputProps) {
  return <PasswordInput {...props} aria-invalid={props.error ? true : undefined} />;
}
