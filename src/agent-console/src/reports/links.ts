/** Where the desk shows what a figure counts: a conversation by its id, or a list by what it is asked for. */
export function desk(to: string | Record<string, string>): string {
  if (typeof to === "string") return `~/console/c/${to}`;
  const query = new URLSearchParams(to).toString();
  return query ? `~/console/?${query}` : "~/console/";
}
