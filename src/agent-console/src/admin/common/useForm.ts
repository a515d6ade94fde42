import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { ApiError, api } from "../../app/api";
import { errorText, toast } from "../../app/errors";
import { focusFirstComplaint } from "../../app/firstComplaint";
import { useI18n } from "../../app/i18n";
import { type LastChange, readLastChange } from "../system/lastChange";
import type { Stored } from "../wire";
import { readLatest, useRefresh } from "./data";
import { type Errors, serverErrors, unclaimed } from "./errors";
import { rebase, same } from "./rebase";

/** Somebody else saved first; the input was kept and put on top of theirs. */
export interface Clash {
  gone: boolean;
  by: LastChange | null;
  theirs: string[];
  both: string[];
  /** What is stored in the fields that both changed, where it is a text: to be compared with one's own. */
  stored: Record<string, string>;
}

export interface FormOptions<T extends object, S extends Stored> {
  path: string;
  /** What is being edited; null: a new one. */
  item: S | null;
  /** The form's values for a stored thing, or for a new one. */
  read(item: S | null): T;
  validate(values: T): Errors;
  /** `stored`: what was read when the editing began. */
  body?(values: T, stored: S | null): object;
  saved?: string;
  onSaved(result: S): void;
  /** How one thing is read again; without it the whole list is. */
  latest?(id: string): Promise<S | null>;
}

export interface Form<T extends object> {
  values: T;
  set(patch: Partial<T>): void;
  /** The complaint at a field; asking for it also says that the field shows it. */
  error(path: string): string | undefined;
  /** Complaints that no field on the page shows. To be asked for after the fields were drawn. */
  others(): string[];
  errorCount: number;
  refusal: string | null;
  clash: Clash | null;
  dirty: boolean;
  busy: boolean;
  submit(event?: FormEvent): void;
  /** Takes over what is stored now, below the input. */
  adopt(): Promise<void>;
}

/** The state of one editor: values, complaints from here and from the server, and the 409 that keeps what was typed. */
export function useForm<T extends object, S extends Stored>(options: FormOptions<T, S>): Form<T> {
  const { t, locale } = useI18n();
  const queries = useQueryClient();
  const refresh = useRefresh();
  const [base, setBase] = useState(() => ({ values: options.read(options.item), stored: options.item }));
  const [values, setValues] = useState(base.values);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Errors>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const [busy, setBusy] = useState(false);
  const claimed = useRef(new Set<string>());
  claimed.current.clear();

  // What is on the screen when an answer comes, not when it was asked for: people go on typing.
  const current = useRef({ base, values });
  current.current = { base, values };

  const id = options.item?.id ?? null;
  const errors: Errors = { ...refused, ...(tried ? options.validate(values) : {}) };
  const dirty = !same(values, base.values);
  useLeaveWarning(dirty);

  const set = useCallback((patch: Partial<T>) => {
    setValues((was) => ({ ...was, ...patch }));
    // A complaint of the server is about what was sent: it goes when that field is touched.
    const touched = Object.keys(patch);
    setRefused((was) =>
      Object.fromEntries(Object.entries(was).filter(([path]) => !touched.includes(path.split(".")[0] ?? ""))),
    );
  }, []);

  async function meet(): Promise<Clash> {
    const read = options.latest ?? ((id: string) => readLatest<S>(queries, options.path, id));
    const latest = id ? await read(id) : null;
    const by = id ? await readLastChange(id) : null;
    if (!latest) return { gone: true, by, theirs: [], both: [], stored: {} };
    const theirValues = options.read(latest);
    const now = current.current;
    const { values: merged, theirs, both } = rebase(now.base.values, now.values, theirValues);
    setValues(merged);
    setBase({ values: theirValues, stored: latest });
    const stored = Object.fromEntries(
      both.flatMap((field): [string, string][] => {
        const value: unknown = theirValues[field];
        return typeof value === "string" ? [[String(field), value]] : [];
      }),
    );
    return { gone: false, by, theirs: theirs.map(String), both: both.map(String), stored };
  }

  async function send() {
    setBusy(true);
    setRefusal(null);
    setRefused({});
    // What a newer server stores and this form does not know goes back as it came.
    const body = { ...base.stored, ...(options.body?.(values, base.stored) ?? values) };
    try {
      const result = id ? await api.put<S>(`${options.path}/${id}`, body) : await api.post<S>(options.path, body);
      setBase({ values, stored: afterSaving(base.stored, result) });
      setTried(false);
      setClash(null);
      toast(options.saved ?? t("admin.form.saved"));
      await refresh();
      options.onSaved(result);
    } catch (error) {
      await refuse(error);
    } finally {
      setBusy(false);
    }
  }

  async function refuse(error: unknown) {
    if (error instanceof ApiError && error.code === "conflict" && id && Object.keys(error.errors).length === 0) {
      try {
        setClash(await meet());
      } catch (problem) {
        setRefusal(errorText(t, problem));
      }
      return;
    }
    const fields = error instanceof ApiError ? serverErrors(error, { t, locale }) : {};
    setRefused(fields);
    if (Object.keys(fields).length === 0) setRefusal(errorText(t, error));
    focusFirstComplaint();
  }

  return {
    values,
    set,
    error: (path) => {
      claimed.current.add(path);
      return errors[path];
    },
    others: () => unclaimed(errors, claimed.current),
    errorCount: Object.keys(errors).length,
    refusal,
    clash,
    dirty,
    busy,
    submit: (event) => {
      event?.preventDefault();
      setTried(true);
      if (Object.keys(options.validate(values)).length > 0) focusFirstComplaint();
      else if (!busy) void send();
    },
    adopt: async () => {
      await meet();
    },
  };
}

/** An answer without a body means that it was stored as it was sent. */
function afterSaving<S extends Stored>(before: S | null, result: S | null): S | null {
  return result?.version ? result : before && { ...before, version: before.version + 1 };
}

function useLeaveWarning(dirty: boolean) {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);
}
