import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser, openPage } from "../journeys/browser.ts";
import { startServer } from "../journeys/server.ts";
import type { BenchResult } from "./run.ts";
import { arrivals, managerOf, openWall } from "./wall-screen.ts";

const VIEWPORT = { width: 1920, height: 1080 };
const TRANSITIONS = 18;
const ARRIVALS = 20;
/** The camera travels for 1.8 s, and what a scene asks comes in meanwhile. */
const TRANSITION_MS = 2_500;
const SAMPLED_EACH_US = 200;

/** Chunks of others; all the rest is ours. */
const OTHERS = /\/(maplibre|deck|react|h3|echarts|preload)-[^/]*\.js$|maplibre-gl-worker/;

/** Runs in the page: keeps when frames began. As text: what names functions on their way here is not in the page. */
const WATCH_FRAMES = `
  window.begunFrames = [];
  requestAnimationFrame(function note(at) {
    window.begunFrames.push(at);
    requestAnimationFrame(note);
  });`;

const takeFrames = (page: Page) =>
  page.evaluate(() => (window as unknown as { begunFrames: number[] }).begunFrames.splice(0));

/** Microseconds of the profiler's clock at the page's own zero. */
async function zeroOf(page: Page, session: CDPSession): Promise<number> {
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const timestamp = metrics.find(({ name }) => name === "Timestamp")!.value;
  const now = await page.evaluate(() => performance.now());
  return timestamp * 1e6 - now * 1e3;
}

type Profile = Awaited<ReturnType<typeof stopProfile>>;
const stopProfile = async (session: CDPSession) => (await session.send("Profiler.stop")).profile;

/** Milliseconds of each frame in which functions of ours, and in which any script, were on top of the stack. */
function perFrame(profile: Profile, frames: readonly number[], zero: number) {
  const urlOf = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.url]));
  const own = new Float64Array(frames.length);
  const all = new Float64Array(frames.length);
  let at = profile.startTime;
  let frame = 0;
  for (const [i, node] of (profile.samples ?? []).entries()) {
    const lasted = (profile.timeDeltas?.[i + 1] ?? 0) / 1000;
    at += profile.timeDeltas?.[i] ?? 0;
    const ms = (at - zero) / 1000;
    while (frame + 1 < frames.length && frames[frame + 1]! <= ms) frame += 1;
    const url = urlOf.get(node) ?? "";
    if (ms < frames[0]! || !url.includes("/assets/")) continue;
    all[frame]! += lasted;
    if (!OTHERS.test(url)) own[frame]! += lasted;
  }
  return { own: [...own], all: [...all] };
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;

/** Goes through the scenes. @returns frames that began meanwhile. */
async function transitions(page: Page, count: number): Promise<number[]> {
  await takeFrames(page);
  for (let i = 0; i < count; i++) {
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(TRANSITION_MS);
  }
  return takeFrames(page);
}

async function profiled(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLED_EACH_US });
  await transitions(page, 6); // everything was shown once
  const zero = await zeroOf(page, session);
  await session.send("Profiler.start");
  const frames = await transitions(page, TRANSITIONS);
  const profile = await stopProfile(session);
  return { ...perFrame(profile, frames, zero), frames };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

const perSecond = (frames: readonly number[]) =>
  (1000 * (frames.length - 1)) / (frames.at(-1)! - frames[0]!);

/** How much of each frame is ours while the wall goes from scene to scene. */
export async function benchWall(): Promise<BenchResult> {
  if (!existsSync("dist")) return { skipped: "npm run build comes first" };
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  try {
    const ask = await managerOf(server);
    const open = async (isDrawn: boolean) => {
      const { page } = await openPage(browser, server.origin, { isDrawn, viewport: VIEWPORT });
      await page.addInitScript({ content: WATCH_FRAMES });
      await openWall(page, server, ask);
      await page.keyboard.press("Space"); // the bench turns the scenes
      return page;
    };
    const page = await open(false);
    const { own, all, frames } = await profiled(page);
    const arrived = await arrivals(page, ask, ARRIVALS);
    await page.close();
    const drawnFrames = await transitions(await open(true), 6);
    const row = (what: string, values: readonly number[]) =>
      `| ${what} | ${[0.5, 0.95, 0.99, 1].map((share) => quantile(values, share).toFixed(2)).join(" | ")} |`;
    return {
      report: `## Frames of the wall (\`npm run bench -- wall\`)

${TRANSITIONS} transitions through all scenes at ${VIEWPORT.width} × ${VIEWPORT.height}, the demonstration, server and Chromium on the same processors; a CPU profile sampled each ${SAMPLED_EACH_US} µs, its samples laid
on the frames they fall into. Ours is every chunk but those of MapLibre, deck.gl with luma.gl, React with TanStack, and h3; WebGL's draw calls are taken away, everything else runs.
${frames.length} frames, ${perSecond(frames).toFixed(0)} a second; drawn by software it is ${perSecond(drawnFrames).toFixed(1)} a second, which says nothing of a wall with a graphics card. Load average ${loadavg()[0]!.toFixed(1)}.

| milliseconds of a frame | p50 | p95 | p99 | most |
|---|---|---|---|---|
${row("self time of our chunks (target p95 ≤ 4)", own)}
${row("all scripts", all)}

${ARRIVALS} complaints, one after the other, from asking to be taken down to standing at the wall's foot (target 2 s): p50 ${seconds(quantile(arrived, 0.5))}, p95 ${seconds(quantile(arrived, 0.95))}, most ${seconds(quantile(arrived, 1))}.`,
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
