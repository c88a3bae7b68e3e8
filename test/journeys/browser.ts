import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu-rasterization",
  "--disable-gpu-compositing", // half the work where there is no graphics card; WebGL draws as before
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/** A real Chromium: the system's if there is one, else the one that comes from npm. */
export async function launchBrowser(): Promise<Browser> {
  const system = SYSTEM.find((path) => existsSync(path));
  if (system) return chromium.launch({ executablePath: system, args: FLAGS });
  const { default: packed } = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...packed.args, ...FLAGS],
  });
}

/** Everything a page did that no page may do. */
export type Misdeeds = { console: string[]; outside: string[] };

/**
 * A page that is watched: console errors, uncaught errors and requests to any other host are kept in `misdeeds`.
 *
 * @param origin  The server's own origin, e.g. `http://127.0.0.1:8080`.
 * @param isDrawn  Whether WebGL draws. Without a graphics card the page waits 100 ms for each picture of the map, so stories
 *   that are not about the picture leave it out; everything else of the map runs.
 */
export async function openPage(
  browser: Browser,
  origin: string,
  { isDrawn = false, ...options }: Parameters<Browser["newPage"]>[0] & { isDrawn?: boolean } = {},
): Promise<{ page: Page; misdeeds: Misdeeds }> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    ...options,
  });
  if (!isDrawn) await page.addInitScript(drawNothing);
  const misdeeds: Misdeeds = { console: [], outside: [] };
  page.on("console", (message) => {
    if (message.type() === "error") misdeeds.console.push(message.text());
  });
  page.on("pageerror", (error) => misdeeds.console.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob|about):/.test(url) && !url.startsWith(origin)) misdeeds.outside.push(url);
  });
  return { page, misdeeds };
}

/**
 * A watched page of its own, signed in by one click as a role of the demonstration.
 *
 * @param role  What its button begins with, such as 管理者.
 */
export async function openAs(
  role: string,
  browser: Browser,
  origin: string,
  options: Parameters<typeof openPage>[2] = {},
): Promise<{ page: Page; misdeeds: Misdeeds }> {
  const opened = await openPage(browser, origin, options);
  const { page } = opened;
  await page.goto(`${origin}/sign-in`);
  await page.getByRole("button", { name: new RegExp(`^${role}`) }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  return opened;
}

/** Runs in the page: takes away what WebGL draws. */
function drawNothing() {
  Object.assign(WebGL2RenderingContext.prototype, {
    ...{ drawElements() {}, drawArrays() {} },
    ...{ drawElementsInstanced() {}, drawArraysInstanced() {} },
  });
}
