const MAIN = 'script[type="module"][src]';

/**
 * Whether the server has another build of these pages than this one: what the page has not loaded yet is gone then.
 *
 * @returns false where nothing can be said.
 */
export async function isOutdated(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>(MAIN)?.getAttribute("src");
  if (!own) return false;
  const page = await fetch("/", { cache: "no-store" }).then(
    (answer) => (answer.ok ? answer.text() : ""),
    () => "",
  );
  return page.includes("<script") && !page.includes(own.replace(/^\.?\//, ""));
}
