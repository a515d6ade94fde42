import { readConfig } from "./config";
import { embeddedAgain, loaderScript } from "./page";
import { Widget } from "./widget";

declare const __PANEL__: string;

const script = loaderScript();
// An array of calls, the widget that is there already, or an element of the page with this id: then it is as if there were nothing.
const before = window.ChatService as unknown as { [embeddedAgain]?: () => void } | undefined;

if (typeof before?.[embeddedAgain] === "function") {
  before[embeddedAgain]();
} else if (script?.dataset.inbox) {
  const config = readConfig(script);
  const widget = new Widget(config, () => import(/* @vite-ignore */ `${config.origin}/widget/${__PANEL__}`));
  window.ChatService = widget.api;
  widget.begin(Array.isArray(before) ? before : []);
} else {
  console.error("ChatService: the script tag needs data-inbox, and its address must end in /widget.js.");
}
