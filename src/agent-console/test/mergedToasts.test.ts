import { notifications, notificationsStore } from "@mantine/notifications";
import { afterEach, expect, it, vi } from "vitest";
import { MergedToasts } from "../src/desk/alerts/MergedToasts";

afterEach(() => notifications.clean());

const shown = () => notificationsStore.getState().notifications;
const words = () => shown().map(({ message }) => message);
const told = (alone: string, onClick = () => undefined) => ({
  alone,
  together: (n: number) => `${n} together`,
  onClick,
});

it("tells of one by name, and counts those of its kind beside it", () => {
  const toasts = new MergedToasts();
  toasts.tell("warned", "a", told("Anna is due"));
  expect(words()).toEqual(["Anna is due"]);
  for (let n = 0; n < 29; n++) toasts.tell("warned", `b${n}`, told(`B${n} is due`));
  toasts.tell("missed", "a", told("You missed Anna"));
  expect(words()).toEqual(["30 together", "You missed Anna"]);
});

it("says the same conversation once, with its latest news", () => {
  const toasts = new MergedToasts();
  toasts.tell("warned", "a", told("Anna is due in 0:15"));
  toasts.tell("warned", "a", told("Anna is due in 0:05"));
  expect(words()).toEqual(["Anna is due in 0:05"]);
});

it("begins to count again when the toast has gone", () => {
  const toasts = new MergedToasts();
  toasts.tell("warned", "a", told("Anna is due"));
  toasts.tell("warned", "b", told("Bo is due"));
  notifications.hide("merged warned");
  toasts.tell("warned", "c", told("Cy is due"));
  expect(words()).toEqual(["Cy is due"]);
});

it("opens on a click what it told last, and goes", () => {
  const toasts = new MergedToasts();
  const [first, second] = [vi.fn(), vi.fn()];
  toasts.tell("missed", "a", told("You missed Anna", first));
  toasts.tell("missed", "b", told("You missed Bo", second));
  const click = shown()[0]?.onClick as unknown as () => void;
  click();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  expect(words()).toEqual([]);
});
