import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "./settings";

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

export const soundOn = (): boolean => readSetting("sound") !== "off";

export function setSound(on: boolean): void {
  writeSetting("sound", on ? "on" : "off");
  tell();
}

const permission = () => (typeof Notification === "undefined" ? "denied" : Notification.permission);

export const notificationsOn = (): boolean => readSetting("notifications") === "on" && permission() === "granted";

/** Asks the browser where it has to. False when the browser does not allow it. */
export async function setNotifications(on: boolean): Promise<boolean> {
  const granted = on && permission() !== "denied" && (await Notification.requestPermission()) === "granted";
  writeSetting("notifications", granted ? "on" : "off");
  tell();
  return granted || !on;
}

export const useSoundOn = () => useSyncExternalStore(subscribe, soundOn);
export const useNotificationsOn = () => useSyncExternalStore(subscribe, notificationsOn);
