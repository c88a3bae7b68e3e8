import { existsSync, rmSync } from "node:fs";
import { loadavg } from "node:os";
import type { Page } from "playwright-core";
import { openDatabase } from "../../server/store/open.ts";
import { launchBrowser, openPage } from "../journeys/browser.ts";
import { startServer } from "../journeys/server.ts";
import type { BenchResult } from "./run.ts";

const DISTRICT = "zhengxiang";
const COMPLAINTS = 100_000;
const STEPS = 40;
const PIXELS_A_STEP = 1;

const COLUMNS = `kind, channel, category, state, text, address, area_id, unit_id, street_id, facility_id, reporter_id,
  place_kind, position, importance, due_step, due_from, due_at, settle_by, settled_at`;

/** Fills the demonstration up to so many complaints: the same ones again, some days to either side. */
async function fillUp(dataDir: string) {
  const database = await openDatabase({ dataDir });
  try {
    await database.transaction(
      (tx) =>
        tx.query(
          `insert into complaint (district_id, complaint_id, number, occurred_on, occurred_at, received_at, ${COLUMNS})
           select district_id, complaint_id || '-' || g, number || '-' || g, at::date, at, at, ${COLUMNS}
           from (
             select *, received_at + ((hashtext(complaint_id || g::text) % 20) || ' days')::interval as at
             from complaint, generate_series(1, 4) g where district_id = $1
           ) again
           order by g, complaint_id
           limit greatest(0, $2 - (select count(*)::int from complaint where district_id = $1))`,
          [DISTRICT, COMPLAINTS],
        ),
      { asOwner: true },
    );
    return await database.transaction(
      async (tx) => {
        const [row] = await tx.query<{ count: number }>(
          "select count(*)::int as count from complaint where district_id = $1",
          [DISTRICT],
        );
        return row!.count;
      },
      { asOwner: true },
    );
  } finally {
    await database.close();
  }
}

const lastMark = (page: Page) =>
  page.evaluate(() => performance.getEntriesByName("hotspot-cells").at(-1)?.startTime ?? 0);

/** Drags the end of the period, step by step, and tells how long each took from the pointer's move to the cells on the map. */
async function drag(page: Page): Promise<number[]> {
  const grip = page.locator(".brush-grip-to");
  const box = (await grip.boundingBox())!;
  let x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  await page.evaluate(() => {
    addEventListener("pointermove", () => Object.assign(window, { movedAt: performance.now() }), {
      capture: true,
    });
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  const took: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const before = await lastMark(page);
    x -= PIXELS_A_STEP;
    await page.mouse.move(x, y);
    const milliseconds = await page.evaluate(async (last) => {
      const { movedAt } = window as unknown as { movedAt: number };
      for (const until = performance.now() + 2000; performance.now() < until; ) {
        const at = performance.getEntriesByName("hotspot-cells").at(-1)?.startTime ?? 0;
        if (at > last && at > movedAt) return at - movedAt;
        await new Promise((done) => setTimeout(done, 2));
      }
      return Number.NaN;
    }, before);
    took.push(milliseconds);
  }
  await page.mouse.up();
  return took;
}

/** How soon the cells follow the slider, in a browser, at 100,000 complaints. */
export async function benchSlider(): Promise<BenchResult> {
  if (!existsSync("dist")) return { skipped: "npm run build comes first" };
  const first = await startServer();
  await first.stop({ keep: true });
  const complaints = await fillUp(first.dataDir);
  const [server, browser] = await Promise.all([
    startServer({}, { dataDir: first.dataDir, said: "" }),
    launchBrowser(),
  ]);
  try {
    const viewport = { width: 1500, height: 480 };
    const { page } = await openPage(browser, server.origin, { viewport });
    await page.goto(`${server.origin}/sign-in`);
    await page.getByRole("button", { name: /^管理者/ }).click();
    await page.getByRole("button", { name: /^账号：/ }).waitFor();
    await page.goto(`${server.origin}/hotspots?from=2023-03-02&to=2026-03-01`);
    await page.locator(".hot-row").first().waitFor({ timeout: 120_000 });
    await page.locator(".timeline-say").waitFor();
    await drag(page); // the first frames warm the server and the page
    const took = (await drag(page)).sort((a, b) => a - b);
    const answered = took.filter((each) => !Number.isNaN(each));
    const asked = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => name.includes("/hotspots/frame"))
        .map(({ duration }) => duration)
        .sort((a, b) => a - b),
    );
    const at = (share: number) => Math.round(answered[Math.ceil(share * answered.length) - 1]!);
    return {
      report: `## Slider to cells in the browser (\`npm run bench -- hotspots-slider\`)

${complaints.toLocaleString("en")} complaints, embedded store, server and Chromium on the same processors, map of ${viewport.width} × ${viewport.height}; from the pointer's move to
MapLibre's having taken the new cells (question, exact tails, correction, answer, features, source), periods of two and a half to three years.
Drawing by software is left out: WebGL's draw calls are taken away in the page, everything else runs. ${answered.length} of ${STEPS} steps followed;
load average ${loadavg()[0]!.toFixed(1)}. Of it the question to the server takes ${Math.round(asked[asked.length >> 1] ?? Number.NaN)} ms in the middle.

| | p50 ms | p95 ms | most ms |
|---|---|---|---|
| target 100 | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`,
    };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(first.dataDir, { recursive: true, force: true });
  }
}
