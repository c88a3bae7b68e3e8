/** The query string of a link; the server and people read it as well as we do. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === "string") parameters.set(key, value);
  }
  // these three are allowed in a query and read better unescaped
  const text = parameters
    .toString()
    .replaceAll("%2F", "/")
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}
