import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser, openPage } from "../journeys/browser.ts";
import { startServer } from "../journeys/server.ts";
import { record } from "./record.ts";
import { theilSen } from "./theil-sen.ts";
import { happenings, managerOf, openWall } from "./wall-screen.ts";

const [SCENE_MS, EVENT_MS, COLLECT_MS] = [2_000, 200, 30_000];
const AWAY_MS = 30_000;
const VIEWPORT = { width: 1920, height: 1080 };
const MEGABYTE = 1_000_000;

const minutes = Number(process.argv[2] ?? 60);
if (!(minutes >= 2 && minutes <= 24 * 60)) {
  console.error("npm run soak -- MINUTES, from 2; 60 unless it is said");
  process.exit(2);
}
/** While everything is loaded for the first time, the heap grows as it should. */
const DISCARDED_MINUTES = Math.min(10, minutes / 6);
/** All objects are counted this often, which holds the page up for a moment: at 60 minutes each five. */
const snapshotMs = (minutes * 60_000) / 12;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Runs in the page: keeps every WebGL context that was made, without keeping it alive. */
function watchContexts() {
  const made: WeakRef<WebGL2RenderingContext>[] = [];
  Object.assign(window, { madeContexts: made });
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...asked: never) {
    const context = (getContext as (...asked: never) => unknown).apply(this, asked);
    if (context instanceof WebGL2RenderingContext && !made.some((one) => one.deref() === context))
      made.push(new WeakRef(context));
    return context;
  } as typeof getContext;
}

/** WebGL contexts that the page has and has not lost. */
const contextsOf = (page: Page) =>
  page.evaluate(
    () =>
      (
        window as unknown as { madeContexts: WeakRef<WebGL2RenderingContext>[] }
      ).madeContexts.filter((one) => one.deref()?.isContextLost() === false).length,
  );

/** Does something again and again until it is told to stop; one that takes long is not overtaken. @returns how often. */
function again(everyMs: number, act: () => Promise<unknown>) {
  let isOver = false;
  const done = (async () => {
    let times = 0;
    for (let next = Date.now(); !isOver; next += everyMs) {
      await act();
      times += 1;
      next = Math.max(next, Date.now() - everyMs);
      await pause(Math.max(0, next + everyMs - Date.now()));
    }
    return times;
  })();
  return () => {
    isOver = true;
    return done;
  };
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

type HeapSnapshot = {
  readonly snapshot: {
    readonly meta: { readonly node_fields: string[]; readonly node_types: [string[]] };
  };
  readonly nodes: readonly number[];
};

/** What of a heap the page does not keep: programs as the engine compiled them, and what stands outside the engine. */
const NOT_KEPT = ["code", "native"];

/** Bytes that the page keeps: without compiled programs, which grow for as long as the engine finds something to compile. */
async function keptIn(session: CDPSession): Promise<number> {
  const chunks: string[] = [];
  const hear = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", hear);
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  session.off("HeapProfiler.addHeapSnapshotChunk", hear);
  const { snapshot, nodes } = JSON.parse(chunks.join("")) as HeapSnapshot; // the protocol's own form
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
  const left = new Set(NOT_KEPT.map((name) => types[0].indexOf(name)));
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (!left.has(nodes[at + type]!)) bytes += nodes[at + size]!;
  return bytes;
}

type Readings = [hours: number, bytes: number][];

/** Lets the wall run. @returns the heap after each forced collection, and what of it the page keeps, by hours of run. */
async function run(page: Page, session: CDPSession, happen: () => Promise<unknown>) {
  const begin = Date.now();
  const hours = () => (Date.now() - begin) / 3_600_000;
  const [heap, kept]: [Readings, Readings] = [[], []];
  const stopScenes = again(SCENE_MS, () => page.keyboard.press("ArrowRight"));
  const stopEvents = again(EVENT_MS, happen);
  const stopHeap = again(COLLECT_MS, async () => {
    heap.push([hours(), await heapOf(session)]);
    const [at, bytes] = heap.at(-1)!;
    console.log(`${(at * 60).toFixed(1)} min ${(bytes / MEGABYTE).toFixed(2)} MB`);
  });
  const stopKept = again(snapshotMs, async () => {
    kept.push([hours(), await keptIn(session)]);
  });
  await pause(minutes * 60_000);
  const [, , scenes, events] = await Promise.all([
    stopHeap(),
    stopKept(),
    stopScenes(),
    stopEvents(),
  ]);
  return { heap, kept, scenes, events };
}

/** Kills the server. @returns after how long the wall said so, and after how long it was there again. */
async function awayAndBack(page: Page, server: Awaited<ReturnType<typeof startServer>>) {
  const isLost = async (state: "visible" | "detached") => {
    await page.locator(".wall-lost").waitFor({ state, timeout: 120_000 });
    return Date.now();
  };
  const saying = isLost("visible");
  const going = answers(server.origin, false);
  const start = await server.away("SIGKILL"); // one that ends by itself still answers whom it knows for a while
  const [gone, said] = await Promise.all([going, saying]);
  await pause(Math.max(0, AWAY_MS - (Date.now() - gone)));
  const coming = answers(server.origin, true);
  const recovering = isLost("detached");
  await start();
  const [there, recovered] = await Promise.all([coming, recovering]);
  return { said: Math.max(0, said - gone), recovered: Math.max(0, recovered - there) };
}

/** Waits until the server answers, or no longer does. @returns when. */
async function answers(origin: string, isWanted: boolean): Promise<number> {
  for (;;) {
    const isUp = await fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp === isWanted) return Date.now();
    await pause(50);
  }
}

/** Loses the graphics. @returns after how long there was a map again. */
async function loseContext(page: Page) {
  const begin = Date.now();
  await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".maplibregl-canvas");
    canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  });
  await page.waitForFunction(
    () => {
      const [canvas, ...more] = document.querySelectorAll<HTMLCanvasElement>(".maplibregl-canvas");
      return more.length === 0 && canvas?.getContext("webgl2")?.isContextLost() === false;
    },
    null,
    { timeout: 60_000 },
  );
  return Date.now() - begin;
}

async function soak() {
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  try {
    const ask = await managerOf(server);
    const { page, misdeeds } = await openPage(browser, server.origin, {
      ...{ isDrawn: true, viewport: VIEWPORT },
    });
    await page.addInitScript(watchContexts);
    await openWall(page, server, ask);
    misdeeds.console.length = 0; // a browser tells of what was refused before the token was there
    await page.keyboard.press("Space"); // the soak turns the scenes
    const session = await page.context().newCDPSession(page);
    const loads = loadavg()[0]!;
    const { heap, kept, scenes, events } = await run(page, session, await happenings(server, ask));
    const contexts = await contextsOf(page);
    const errors = [...misdeeds.console, ...misdeeds.outside];
    const { said, recovered } = await awayAndBack(page, server);
    const rebuilt = await loseContext(page);
    await pause(5_000);
    const after = await contextsOf(page);
    const later = (readings: Readings) => readings.filter(([at]) => at * 60 >= DISCARDED_MINUTES);
    const [all, own] = [later(heap), later(kept)];
    const mb = (bytes: number) => (bytes / MEGABYTE).toFixed(2);
    const slopeOf = (readings: Readings) => {
      const { slope, low, high } = theilSen(readings);
      return `${mb(slope)} (${mb(low)} to ${mb(high)}), n = ${readings.length}`;
    };
    const ends = (of: Readings) => `${mb(of[0]![1])} and ${mb(of.at(-1)![1])} MB`;
    return `## The wall, soaked (\`npm run soak\`)

${minutes} minutes in Chromium at ${VIEWPORT.width} × ${VIEWPORT.height}, drawn by software, server and browser on the same processors: ${scenes.toLocaleString("en")} scenes, one each ${seconds(SCENE_MS)} or when the one
before was taken, and ${events.toLocaleString("en")} events, one each ${seconds(EVENT_MS)} or when the one before was answered: a vehicle moves, each fifth time a complaint comes in. The heap is read
after a forced collection each ${seconds(COLLECT_MS)}; the first ${DISCARDED_MINUTES.toFixed(0)} minutes are discarded. Load average when it began: ${loads.toFixed(1)}.

| what | target | found |
|---|---|---|
| slope of the heap, Theil–Sen with its 95 % interval, MB per hour of run | upper bound ≤ 3 | ${slopeOf(all)} |
| heap at the first and the last of them | | ${ends(all)} |
| slope of what the page keeps: the heap without programs as the engine compiled them, by counting all objects | | ${slopeOf(own)} |
| what the page keeps at the first and the last of them | | ${ends(own)} |
| WebGL contexts, after the run and after one was lost | 1 | ${contexts}, ${after} |
| console errors, and requests elsewhere | 0 | ${errors.length}${errors.length > 0 ? `: ${errors[0]}` : ""} |
| the server is killed and away for ${seconds(AWAY_MS)}: the wall says so after | ≤ 5 s | ${seconds(said)} |
| the server is there: the wall is again after | by itself | ${seconds(recovered)} |
| the WebGL context is lost: there is a map again after | ≤ 5 s | ${seconds(rebuilt)} |`;
  } finally {
    await browser.close();
    await server.stop();
  }
}

if (!existsSync("dist")) {
  console.error("npm run build comes first");
  process.exit(2);
}
const report = await soak();
console.log(report);
record("soak", report);
