/**
 * The name that a server gives a file, in its own script where it gives it so.
 *
 * @param disposition  The header `Content-Disposition`.
 * @returns null where it names none.
 * @see RFC 6266, §4.3
 */
export function fileNameOf(disposition: string | null): string | null {
  const own = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (own) return decodeURIComponent(own);
  return /filename="([^"]+)"/i.exec(disposition ?? "")?.[1] ?? null;
}
