const count = /^\(\d+\) /;

/** The page's own title. */
export const plainTitle = (): string => document.title.replace(count, "");

/** The page's tab says how many answers are unread; the page may set another title at any time. */
export function showInTitle(unread: number): void {
  const title = (unread > 0 ? `(${unread}) ` : "") + plainTitle();
  if (title !== document.title) document.title = title;
}
