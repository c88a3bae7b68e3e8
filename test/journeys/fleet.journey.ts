import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openAs } from "./browser.ts";
import { startServer } from "./server.ts";

const PLATE = "湘D·旅程1";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;
let key = "";

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  ({ page, misdeeds } = await openAs("调度员", browser, server.origin));
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

const param = (name: string) => new URL(page.url()).searchParams.get(name);
const row = () => page.locator(".fleet-row", { hasText: PLATE });

/** Sends where the vehicle is, as its terminal would. */
async function send(positions: readonly object[]) {
  const answer = await fetch(`${server.origin}/api/positions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ positions }),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}
const here = (secondsAgo: number, lat: number, speedKmh: number) => ({
  at: new Date(Date.now() - secondsAgo * 1000).toISOString(),
  ...{ lng: 112.57, lat, speedKmh, headingDegrees: 0, isWorking: true },
});

it("enters a vehicle with its terminal, and gets the key this once", async () => {
  await page.locator(".navigation").getByRole("link", { name: "车辆", exact: true }).click();
  await page.getByRole("button", { name: "登记车辆" }).first().click();
  await page.getByLabel("车牌号").fill(PLATE);
  await page.getByLabel("终端号（可不填，以后再登记）").fill("journey-1");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.waitForURL(/fleet\/vehicles\//);
  await page.getByRole("button", { name: "发新密钥" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "发新密钥" }).click();
  key = await page.locator(".vehicle-key output").innerText();
  expect(key.length).toBeGreaterThan(20);
});

it("sees it appear on the open page, and move within two seconds", async () => {
  await page.locator(".navigation").getByRole("link", { name: "车辆", exact: true }).click();
  await row().waitFor();
  expect(await row().innerText()).toContain("从未定位");
  await send([here(600, 26.886, 9), here(1, 26.889, 9)]);
  await expect.poll(() => row().innerText(), { timeout: 2_000 }).toContain("作业中");
  await send([here(0, 26.8895, 31)]);
  await expect.poll(() => row().innerText(), { timeout: 2_000 }).toMatch(/31 km\/h[\s\S]*秒前/);
});

it("selects it by keyboard, and the link says so", async () => {
  await row().focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => param("select")).toMatch(/^vehicles:/);
  await page.locator(".fleet-drawer").getByText("HTTP", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => param("select")).toBeNull();
});

it("replays it: the clock runs, and a gap is said to be one", async () => {
  await row().click();
  await page.locator(".fleet-drawer").getByRole("link", { name: "回放今天" }).click();
  const clock = page.locator(".player-say strong");
  await clock.waitFor();
  const begin = await clock.innerText();
  await page.getByRole("button", { name: "×300" }).click();
  await page.getByRole("button", { name: "播放" }).click();
  await expect.poll(() => row().innerText()).toContain("无数据"); // nothing came for ten minutes
  await page.getByRole("button", { name: /播放|暂停/ }).waitFor();
  await expect.poll(() => clock.innerText()).not.toBe(begin);
  const slider = page.getByRole("slider", { name: "回放时刻" });
  await slider.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => param("replayAt")).toMatch(/^\d\d:\d\d:\d\d$/);
});

it("puts it out of service with a reason, and takes that back", async () => {
  await page.locator(".fleet-drawer").getByRole("link", { name: "车辆档案" }).click();
  await page.getByRole("button", { name: "编辑" }).click();
  await page.getByLabel("状态").selectOption("out_of_service");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("停用或报废须写明原因").waitFor();
  await page.getByLabel("原因").fill("大修");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("停用 · 大修").waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByText("已撤销。").waitFor();
  expect(await page.locator(".vehicle-facts").innerText()).toContain("在用");
});

it("uploads a file, and is told what became of each position", async () => {
  const csv = `time,lng,lat\n${new Date(Date.now() - 3_600_000).toISOString()},112.57,26.88\n${new Date().toISOString()},0,0\n`;
  await page
    .locator(".vehicle-upload input[type=file]")
    .setInputFiles({ name: "track.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.getByRole("button", { name: "上传" }).click();
  const outcome = page.locator(".vehicle-outcome");
  await outcome.waitFor();
  expect(await outcome.innerText()).toMatch(/读到 2 个定位[\s\S]*新存 1[\s\S]*经纬度为 0 1/);
  await page.getByRole("row", { name: /经纬度为 0/ }).waitFor();
});

it("did all this without an error in the console", () => {
  expect(misdeeds).toEqual({ console: [], outside: [] });
});
