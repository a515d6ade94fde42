/** Small choices kept in this browser. Storage may be blocked: then they last as long as the page. */
export type SettingName = "locale" | "sound" | "notifications" | "details" | "welcome" | `list.${string}`;

const memory = new Map<string, string>();
const key = (name: SettingName) => `chatservice.console.${name}`;

export function readSetting(name: SettingName): string | null {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return memory.get(name) ?? null;
  }
}

export function writeSetting(name: SettingName, value: string): void {
  try {
    localStorage.setItem(key(name), value);
  } catch {
    memory.set(name, value);
  }
}
