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

/** Hands a file to the browser, which saves it under the name. */
export function saveFile(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still read it
}
