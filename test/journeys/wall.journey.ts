import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

const DISTRICT = "zhengxiang";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;
let cookie = "";

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  ({ page, misdeeds } = await openPage(browser, server.origin, {
    viewport: { width: 960, height: 540 }, // half the design: software draws it four times as fast
  }));
  const entered = await ask("POST", "/api/session/demo", { role: "manager" });
  cookie = entered.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** Asks as the manager's own page would. */
const ask = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${path}`, {
    method,
    headers: {
      ...{ cookie, origin: server.origin, "content-type": "application/json" },
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const inDistrict = (path: string) => `/api/districts/${DISTRICT}/${path}`;
const title = () => page.locator(".wall-head h1").innerText();

it("opens with a display's token, which is shown once and kept", async () => {
  const made = await ask("POST", inDistrict("displays"), {
    ...{ name: "值班室一号屏", expiresInDays: 30, mayAcknowledge: true },
  });
  const { token } = (await made.json()) as { token: string };
  await page.goto(`${server.origin}/wall`);
  await page.getByLabel("大屏令牌").fill("hw_none");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("令牌无效").waitFor();
  await page.getByLabel("大屏令牌").fill(token);
  await page.keyboard.press("Enter");
  await page.locator(".wall-head h1").waitFor();
  misdeeds.console.length = 0; // a browser tells of what is refused
  await page.reload();
  await page.locator(".wall-duty").getByText("带班领导").waitFor();
  expect(await page.locator(".wall-demo").innerText()).toBe("演示数据");
  expect(await page.locator(".top-bar, .navigation").count()).toBe(0);
});

it("goes from scene to scene by its keys, and stands still when told to", async () => {
  await page.locator(".wall-side").first().waitFor(); // until there are scenes, it has a title of its own
  const first = await title();
  await page.keyboard.press("ArrowRight");
  await expect.poll(title).not.toBe(first);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(title).toBe(first);
  await page.keyboard.press("Space");
  await page.locator(".wall-turn").getByText("已暂停").waitFor();
  await page.keyboard.press("?");
  await page.locator(".wall-help").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".wall-help").waitFor({ state: "detached" });
  await page.keyboard.press("Escape"); // a screen with a token stays on its wall
  await expect.poll(title).toBe(first);
  expect(new URL(page.url()).pathname).toBe("/wall");
});

it("shows a complaint at its foot that has just come, by what, where and whose", async () => {
  const taken = await ask(
    "POST",
    inDistrict("complaints"),
    { channel: "telephone", category: "dead-animal", text: "旅程", position: [112.57, 26.889] },
    { "idempotency-key": "journey-wall-1" },
  );
  expect(taken.status).toBe(201);
  const newest = page.locator(".wall-ticker li").first();
  await expect.poll(() => newest.innerText()).toContain("动物尸体");
  expect(await newest.innerText()).not.toContain("旅程");
});

it("takes the camera to a critical alarm, and back when it is acknowledged by key", async () => {
  const settings = await ask("GET", inDistrict("wall/settings"));
  const { presets } = (await settings.json()) as { presets: { severities: object } };
  const severities = { ...presets.severities, "facility-closed": "critical" };
  const set = await ask("PUT", inDistrict("wall/settings"), { severities });
  expect(set.status).toBe(200);
  const { revision } = (await (
    await ask("GET", inDistrict("facilities/toilet-010/record"))
  ).json()) as { revision: number };
  const { districts } = (await (await ask("GET", "/api/districts")).json()) as {
    districts: { today: string }[];
  };
  const today = districts[0]!.today;
  const closed = await ask(
    "POST",
    inDistrict("facilities/toilet-010/closing"),
    { closedOn: today, reason: "停水检修" },
    { "if-match": `"${revision}"` },
  );
  expect(closed.status).toBe(200);
  await page.locator(".wall-visit").waitFor({ timeout: 60_000 });
  // others may be as urgent: each is acknowledged while the camera is there
  await expect
    .poll(async () => {
      await page.keyboard.press("a");
      return page.locator(".wall-visit").count();
    })
    .toBe(0);
  await expect.poll(() => page.locator(".wall-alarms").innerText()).toContain("值班室一号屏");
});

it("says within seconds that the server is away, and is there again by itself", async () => {
  expect(misdeeds).toEqual({ console: [], outside: [] });
  const start = await server.away();
  await page.locator(".wall-lost").waitFor({ timeout: 15_000 });
  await start();
  await page.locator(".wall-lost").waitFor({ state: "detached", timeout: 60_000 });
  await expect.poll(() => page.locator(".wall-clock time").innerText()).toMatch(/^\d\d:\d\d:\d\d$/);
});
