import { notifications, notificationsStore } from "@mantine/notifications";
import { afterEach, expect, it } from "vitest";
import { ClockToasts } from "../src/desk/alerts/ClockToasts";

afterEach(() => notifications.clean());

const shown = () => notificationsStore.getState().notifications.map(({ message }) => message);
const many = (n: number) => `${n} together`;

it("tells of one clock by name, and counts those that run out beside it", () => {
  const toasts = new ClockToasts();
  toasts.tell("warned", "a", "Anna is due", many);
  expect(shown()).toEqual(["Anna is due"]);
  for (let n = 0; n < 29; n++) toasts.tell("warned", `b${n}`, `B${n} is due`, many);
  toasts.tell("breached", "a", "Anna was missed", many);
  expect(shown()).toEqual(["30 together", "Anna was missed"]);
});

it("says the same conversation once, with its latest news", () => {
  const toasts = new ClockToasts();
  toasts.tell("warned", "a", "Anna is due in 0:15", many);
  toasts.tell("warned", "a", "Anna is due in 0:05", many);
  expect(shown()).toEqual(["Anna is due in 0:05"]);
});

it("begins to count again when the toast has gone", () => {
  const toasts = new ClockToasts();
  toasts.tell("warned", "a", "Anna is due", many);
  toasts.tell("warned", "b", "Bo is due", many);
  notifications.hide("clock warned");
  toasts.tell("warned", "c", "Cy is due", many);
  expect(shown()).toEqual(["Cy is due"]);
});
