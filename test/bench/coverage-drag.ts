import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import type { Page } from "playwright-core";
import { launchBrowser, openPage } from "../journeys/browser.ts";
import { startServer } from "../journeys/server.ts";
import type { BenchResult } from "./run.ts";

const STEPS = 40;
const PIXELS_A_STEP = 3;
/** A hand that does not wait: a move each frame of a screen of 60 Hz. */
const FRAME_MILLISECONDS = 16;
/** With the panel and the bars around it, a map of about 320 × 240. */
const VIEWPORT = { width: 780, height: 361 };
const ZOOM = 14;

/** What the bench reads of an answer. */
type Answered = { sites: { alone: number; position: [number, number] }[] };

type Watched = { moves: number[]; applied: { at: number; of: number }[] };

/** Runs in the page: keeps when the pointer moved, and when cells were put on the map and of which moment they are. */
function watch() {
  const seen: Watched = { moves: [], applied: [] };
  Object.assign(window, { seen });
  addEventListener("pointermove", () => seen.moves.push(performance.now()), { capture: true });
  new PerformanceObserver((list) => {
    for (const mark of list.getEntriesByName("coverage-applied")) {
      const { detail } = mark as PerformanceMark;
      if (typeof detail === "number") seen.applied.push({ at: mark.startTime, of: detail });
    }
  }).observe({ entryTypes: ["mark"] });
}

const seenBy = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: Watched }).seen) as Promise<Watched>;

/** Of each move, milliseconds until an answer to it or to a later one was on the map; NaN where none came. */
const followed = ({ moves, applied }: Watched) =>
  moves.map((moved) => (applied.find(({ of }) => of >= moved)?.at ?? Number.NaN) - moved);

/** Drags the pin and back again, step by step. @returns what was seen meanwhile. */
async function drag(page: Page, isWaiting: boolean): Promise<Watched> {
  const pin = page.locator(".maplibregl-marker.pin");
  const box = (await pin.boundingBox())!;
  let [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 5, y); // beyond what could still be a click
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    const { seen } = window as unknown as { seen: Watched };
    seen.moves.length = 0;
    seen.applied.length = 0;
  });
  for (let step = 0; step < STEPS; step++) {
    const [east, north] = step % 20 < 10 ? [1, 0.5] : [-1, -0.5];
    x += east * PIXELS_A_STEP;
    y -= north * PIXELS_A_STEP;
    await page.mouse.move(x, y);
    if (!isWaiting) await page.waitForTimeout(FRAME_MILLISECONDS);
    else
      await page
        .waitForFunction(
          () => {
            const { moves, applied } = (window as unknown as { seen: Watched }).seen;
            return (applied.at(-1)?.of ?? 0) >= moves.at(-1)!;
          },
          null,
          { timeout: 2000 },
        )
        .catch(() => {}); // it counts as not followed
  }
  await page.waitForTimeout(1000);
  const seen = await seenBy(page);
  await page.mouse.move(x + 20, y); // let go where it was taken up, it would be a click
  await page.mouse.up();
  await page.waitForTimeout(2000);
  return seen;
}

const quantile = (sorted: readonly number[], share: number) =>
  (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1);

function row(what: string, seen: Watched): string {
  const took = followed(seen);
  const answered = took.filter((each) => !Number.isNaN(each)).sort((a, b) => a - b);
  return `| ${what} | ${answered.length} of ${took.length} | ${[0.5, 0.95, 1].map((share) => quantile(answered, share)).join(" | ")} |`;
}

/** How soon cells follow a site that is dragged, in a browser, on the demonstration. */
export async function benchCoverageDrag(): Promise<BenchResult> {
  if (!existsSync("dist")) return { skipped: "npm run build comes first" };
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  try {
    const { page } = await openPage(browser, server.origin, { viewport: VIEWPORT });
    await page.addInitScript(watch);
    await page.goto(`${server.origin}/sign-in`);
    await page.getByRole("button", { name: /^管理者/ }).click();
    await page.getByRole("button", { name: /^账号：/ }).waitFor();
    const answered = page.waitForResponse((response) => response.url().endsWith("/coverage"));
    await page.goto(`${server.origin}/coverage?reachTab=sites`);
    const { sites } = (await (await answered).json()) as Answered;
    const [{ position }] = sites.toSorted((a, b) => b.alone - a.alone) as [Answered["sites"][0]];
    const [lng, lat] = position;
    await page.goto(`${server.origin}/coverage?reachTab=sites&at=${ZOOM}/${lat}/${lng}`);
    await page.locator(".cov-row").first().dispatchEvent("click");
    await page.locator(".maplibregl-marker.pin").waitFor();
    const box = (await page.locator(".maplibregl-canvas").boundingBox())!;
    await page.waitForTimeout(3000); // everything is drawn once
    await drag(page, true); // the first moves warm the server and the page
    const stepwise = await drag(page, true);
    const steady = await drag(page, false);
    const asked = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => name.includes("/coverage/trial"))
        .map(({ duration }) => duration)
        .sort((a, b) => a - b),
    );
    return {
      report: `## A dragged site in the browser (\`npm run bench -- coverage-drag\`)

The demonstration, embedded store, server and Chromium on the same processors, map of ${Math.round(box.width)} × ${Math.round(box.height)}; from the pointer's move to the return of deck.gl's \`setProps\` with the
cells of an answer to that move or a later one (question, trial, answer, colours, layer). Drawing by software is left out: WebGL's draw calls are taken away in the page,
everything else runs. ${STEPS} moves of ${PIXELS_A_STEP} pixels: each after the one before it was answered; and one each ${FRAME_MILLISECONDS} ms, whether answered or not: one question is on its way at a time, so a move may wait
for the answer to an earlier one. Of it the question to the server takes ${quantile(asked, 0.5)} ms in the middle, ${quantile(asked, 0.95)} ms p95. Load average ${loadavg()[0]!.toFixed(1)}.

| target 33 ms | moves followed | p50 ms | p95 ms | most ms |
|---|---|---|---|---|
${row("each move after the last answer", stepwise)}
${row("a move each frame", steady)}`,
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
