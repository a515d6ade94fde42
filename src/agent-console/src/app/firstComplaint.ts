/** Brings the first field with a complaint into sight and under the caret, after the complaints are on the page. */
export function focusFirstComplaint(form?: HTMLFormElement | null): void {
  setTimeout(() => {
    const wrong = '[aria-invalid="true"], [data-complaint]';
    const field = form
      ? form.querySelector<HTMLElement>(wrong)
      : document.querySelector<HTMLElement>(`form :is(${wrong})`);
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  }, 0);
}
