import { readConfig } from "./config";
import { Widget } from "./widget";

declare const __PANEL__: string;

const script = (document.currentScript ?? document.querySelector("script[data-inbox]")) as HTMLScriptElement | null;

if (script?.dataset.inbox && !(window.ChatService && "remove" in window.ChatService)) {
  const config = readConfig(script);
  const widget = new Widget(config, () => import(/* @vite-ignore */ `${config.origin}/widget/${__PANEL__}`));
  const early = window.ChatService as unknown as [string, ...unknown[]][] | undefined;
  window.ChatService = widget.api;
  widget.begin(Array.isArray(early) ? early : []);
} else if (script && !script.dataset.inbox) {
  console.error("ChatService: the script tag needs data-inbox.");
}
