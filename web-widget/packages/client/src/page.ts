/** Tells when trying again is worth it at once (network is back, tab is looked at), and when the network is known to be gone. */
export function watchPage(signal: AbortSignal, hooks: { wake: () => void; lost: () => void }): void {
  if (typeof window === "undefined") return;
  const seen = () => {
    if (document.visibilityState === "visible") hooks.wake();
  };
  window.addEventListener("online", hooks.wake, { signal });
  window.addEventListener("pageshow", hooks.wake, { signal });
  window.addEventListener("offline", hooks.lost, { signal });
  document.addEventListener("visibilitychange", seen, { signal });
}
