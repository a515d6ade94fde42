// Both tongues stand in the page; this only chooses, and remembers, one.
const wanted = new URLSearchParams(location.search).get("lang");
const stored = (() => { try { return localStorage.getItem("cs-site-lang"); } catch { return null; } })();
const first = wanted || stored || navigator.language || "en";
let lang = first.toLowerCase().startsWith("zh") ? "zh-CN" : "en";

function show() {
  document.documentElement.lang = lang;
  for (const element of document.querySelectorAll("[data-zh]")) {
    element.dataset.en ??= element.textContent;
    element.textContent = lang === "zh-CN" ? element.dataset.zh : element.dataset.en;
  }
  document.title = document.querySelector("meta[name=title]").getAttribute(lang === "zh-CN" ? "data-zh-title" : "content");
  const toggle = document.getElementById("lang");
  toggle.textContent = lang === "zh-CN" ? "English" : "中文";
  toggle.setAttribute("lang", lang === "zh-CN" ? "en" : "zh-CN");
  window.ChatService?.setLocale?.(lang);
}

document.getElementById("lang").addEventListener("click", () => {
  lang = lang === "zh-CN" ? "en" : "zh-CN";
  try { localStorage.setItem("cs-site-lang", lang); } catch { /* a page without storage still switches */ }
  show();
});
document.getElementById("ask")?.addEventListener("click", () => window.ChatService?.open());
show();
if (document.body.dataset.inbox) {
  const script = document.createElement("script");
  script.async = true;
  script.src = "/widget.js";
  script.dataset.inbox = document.body.dataset.inbox;
  script.dataset.locale = lang;
  document.head.append(script);
}
