import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  type?: "text" | "email" | "tel";
  autocomplete?: string;
  error?: string | undefined;
}

/** A labelled line, with its complaint tied to it. */
export function Field({ label, value, onValue, type = "text", autocomplete, error }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={type as "text"}
        value={value}
        autocomplete={autocomplete}
        maxLength={320}
        dir={type === "text" ? "auto" : "ltr"}
        aria-invalid={error !== undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onInput={(event) => onValue((event.target as HTMLInputElement).value)}
      />
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
