import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import { launchBrowser, openPage } from "../journeys/browser.ts";
import { startServer } from "../journeys/server.ts";
import type { BenchResult } from "./run.ts";

const WRITES = 60;
/** Edits while the page's map is drawn for the first time, and edits after it. */
const BEGINNING = 5;
const SHOWN = 20;

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
const row = (name: string, milliseconds: readonly number[]) => {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const [p50, p95, most] = [0.5, 0.95, 1].map((share) => Math.round(quantile(sorted, share)));
  return `| ${name} | ${sorted.length} | ${p50} | ${p95} | ${most} |`;
};

/** Changes of a district, told by the server; each resolves whoever waits for its record. */
async function listen(origin: string, signal: AbortSignal) {
  const heardAt = new Map<string, number>();
  const answer = await fetch(`${origin}/api/events?districtId=zhengxiang`, { signal });
  const read = async () => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of Readable.fromWeb(answer.body as never)) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const events = rest.split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        for (const id of data ? ((JSON.parse(data).ids ?? []) as string[]) : [])
          heardAt.set(id, performance.now());
      }
    }
  };
  void read().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return async (id: string): Promise<number> => {
    while (!heardAt.has(id)) await new Promise((done) => setTimeout(done, 1));
    return heardAt.get(id)!;
  };
}

/** How soon an edit of the register is on other pages. */
export async function benchLive(): Promise<BenchResult> {
  if (!existsSync("dist")) return { skipped: "npm run build comes first" };
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  const listening = new AbortController();
  try {
    const { origin } = server;
    const session = await fetch(`${origin}/api/session/demo`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: origin },
      body: JSON.stringify({ role: "planner" }),
    });
    const cookie = session.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const path = `${origin}/api/districts/zhengxiang/facilities`;
    const toilets = (await (await fetch(`${path}?kind=toilet&limit=${WRITES}`)).json()).items;
    const heard = await listen(origin, listening.signal);
    const edit = async (facilityId: string, name: string) => {
      const headers = { Cookie: cookie, Origin: origin, "Content-Type": "application/json" };
      const record = await fetch(`${path}/${facilityId}/record`, { headers });
      const answer = await fetch(`${path}/${facilityId}`, {
        method: "PATCH",
        headers: { ...headers, "If-Match": record.headers.get("ETag") ?? "" },
        body: JSON.stringify({ name }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return performance.now();
    };

    const told: number[] = [];
    for (const { facilityId } of toilets) {
      const written = await edit(facilityId, `测量 ${facilityId.slice(0, 8)}`);
      told.push(Math.max(0, (await heard(facilityId)) - written));
    }

    const { page } = await openPage(browser, origin, { isDrawn: true });
    const { facilityId } = toilets[0];
    await page.goto(`${origin}/?select=toilets:${facilityId}`);
    await page.getByRole("heading", { name: /^测量/ }).waitFor();
    const shown: number[] = [];
    const drawn: number[] = [];
    for (let index = 0; index < BEGINNING + SHOWN; index++) {
      const name = `第${index}次测量`;
      const tile = page.waitForResponse(
        (answer) => /\/tiles\/.*toilets/.test(answer.url()) && answer.status() === 200,
      );
      const written = await edit(facilityId, name);
      await page.getByRole("heading", { name }).waitFor();
      shown.push(performance.now() - written);
      await tile;
      drawn.push(performance.now() - written);
    }
    return {
      report: `## Live

From the answer to an edit of a facility (demonstration district, embedded) to its notice at another listener, and to the
new name on the open record page of another browser,
whose map is drawn in software on the same 2 cores; milliseconds.

| | n | median | p95 | most |
|---|---|---|---|---|
${row("told to a listener", told)}
${row("shown on another page that has just been opened", shown.slice(0, BEGINNING))}
${row("shown on another open page", shown.slice(BEGINNING))}
${row("its new tile on that page's map", drawn.slice(BEGINNING))}

Target: shown within 2000 ms.`,
    };
  } finally {
    listening.abort();
    await browser.close();
    await server.stop();
  }
}
