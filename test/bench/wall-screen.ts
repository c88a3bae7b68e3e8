import type { Page } from "playwright-core";
import type { startServer } from "../journeys/server.ts";

const DISTRICT = "zhengxiang";

type Server = Awaited<ReturnType<typeof startServer>>;

/** The demonstration as its manager asks it. */
export async function managerOf({ origin }: Server) {
  const headers = { origin, "content-type": "application/json" };
  const entered = await fetch(`${origin}/api/session/demo`, {
    ...{ method: "POST", headers },
    body: JSON.stringify({ role: "manager" }),
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return async <T>(path: string, body: object, more: Record<string, string> = {}): Promise<T> => {
    const answer = await fetch(`${origin}/api/districts/${DISTRICT}/${path}`, {
      method: "POST",
      headers: { ...headers, cookie, ...more },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T; // the caller knows the contract
  };
}
export type Ask = Awaited<ReturnType<typeof managerOf>>;

/** Opens the wall on a page as a screen does: with a display's token. */
export async function openWall(page: Page, { origin }: Server, ask: Ask) {
  const { token } = await ask<{ token: string }>("displays", {
    ...{ name: "bench", expiresInDays: 1, mayAcknowledge: false },
  });
  await page.goto(`${origin}/wall`);
  await page.locator(".door input").fill(token);
  await page.keyboard.press("Enter");
  await page.locator(".wall-side").first().waitFor({ timeout: 120_000 });
}

/**
 * Takes complaints down and waits for each at the wall's foot.
 *
 * @returns milliseconds from asking to be taken down to the frame in which it stands there, one of each.
 */
export async function arrivals(page: Page, ask: Ask, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    await page.evaluate(() => {
      const was = document.querySelector(".wall-ticker li");
      Object.assign(window, { newestWas: was });
    });
    const begin = Date.now();
    const there = page.waitForFunction(() => {
      const first = document.querySelector(".wall-ticker li");
      return first !== (window as unknown as { newestWas: Element | null }).newestWas;
    });
    await complain(ask, i);
    await there;
    found.push(Date.now() - begin);
    await page.waitForTimeout(1_000);
  }
  return found;
}

const CATEGORIES = ["road-dirty", "exposed-waste", "bin-overflow", "dead-animal", "spillage"];

/** Somebody complains on the telephone, each time elsewhere. */
const complain = (ask: Ask, at: number) =>
  ask(
    "complaints",
    {
      ...{ channel: "telephone", category: CATEGORIES[at % CATEGORIES.length], text: "soak" },
      position: [112.55 + ((at * 37) % 400) / 10_000, 26.87 + ((at * 53) % 380) / 10_000],
    },
    { "idempotency-key": `wall-${process.pid}-${at}` },
  );

/**
 * What happens in a district, one thing each time: a vehicle moves, and each fifth time somebody complains.
 *
 * @returns how to let the next thing happen.
 */
export async function happenings({ origin }: Server, ask: Ask) {
  const { key } = await ask<{ key: string }>("vehicles/demo-v01/terminal/key", {});
  let n = 0;
  const move = (at: number) =>
    fetch(`${origin}/api/positions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        positions: [
          {
            at: new Date().toISOString(),
            ...{ lng: 112.57 + 0.01 * Math.sin(at / 50), lat: 26.889 + 0.01 * Math.cos(at / 50) },
            ...{ speedKmh: 12, headingDegrees: (at * 7) % 360, isWorking: true },
          },
        ],
      }),
    });
  return async () => {
    n += 1;
    await (n % 5 === 0 ? complain(ask, n) : move(n));
  };
}
