/** Puts text on the clipboard, also on pages served without TLS; false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (isCopied) return true;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  // while a dialog is open, nothing outside it can be selected
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
