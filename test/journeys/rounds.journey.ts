import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, openAs } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

it("a shift leader sees what a round missed, opens the stop, enters that it was emptied and takes it back", async () => {
  const { page, misdeeds } = await openAs("管理者", browser, server.origin);
  await page.getByRole("link", { name: "收运", exact: true }).click();
  const head = page.getByRole("region", { name: "收运概况" });
  await head.waitFor();
  // yesterday is over: every stop of it is told
  await page.getByRole("button", { name: "前一天" }).click();
  await page.waitForURL(/roundDay=/);
  await page.locator(".rnd-row").first().click();
  const stops = page.locator(".rnd-stop");
  await stops.first().waitFor();
  const done = page.locator(".rnd-done");
  const before = await done.textContent();

  await page.getByRole("button", { name: "漏收在前" }).click();
  const worst = stops.first();
  expect(await worst.textContent()).toMatch(/漏收|未记录/);
  await worst.click();
  await page.waitForURL(/select=/);
  await page.locator(".drawer .record").waitFor();

  await page.locator(".rnd-stops li").first().getByRole("button", { name: /^登记/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "替班车辆无终端" }).click();
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("已登记。").waitFor();
  await expect.poll(() => done.textContent()).not.toBe(before);
  await page.getByText("补录完成").first().waitFor();
  await page.locator(".clean-undo").getByRole("button", { name: "撤销" }).click();
  await page.getByText("已撤销，恢复原状。").waitFor();
  await expect.poll(() => done.textContent()).toBe(before);
  expect(misdeeds).toEqual({ console: [], outside: [] });
});
