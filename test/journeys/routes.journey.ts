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

it("a planner puts a street into a route, sees what it weighs, saves it from tomorrow and prints the sheet", async () => {
  const { page, misdeeds } = await openAs("规划员", browser, server.origin);
  await page.getByRole("link", { name: "路线", exact: true }).click();
  await page.getByRole("link", { name: /ZY04/ }).click();
  const streets = page.locator(".rt-course li");
  await streets.first().waitFor();
  const before = await streets.count();
  await page.getByRole("button", { name: "修改" }).click();
  const workload = page.getByTestId("workload");
  await workload.waitFor();
  const weighed = Number(await workload.textContent());

  // a street by its name, then a step back and forward
  await page.getByRole("combobox", { name: "按路名加入" }).fill("迎宾大道");
  await page.getByRole("option", { name: "迎宾大道" }).click();
  await expect.poll(async () => Number(await workload.textContent())).toBeGreaterThan(weighed);
  const more = await workload.textContent();
  await page.keyboard.press("Tab"); // leaves the field, which keeps its own steps
  await page.getByRole("button", { name: /^后退一步/ }).click();
  await expect.poll(async () => Number(await workload.textContent())).toBe(weighed);
  await page.keyboard.press("Control+y");
  await expect.poll(() => workload.textContent()).toBe(more);
  await page.getByText(/改了 1 项/).waitFor();
  await page.getByRole("button", { name: "保存" }).click();

  // both versions are there, the old one as it was
  await page.getByText("未生效", { exact: true }).waitFor();
  const versions = page.locator(".rt-versions li");
  await expect.poll(() => versions.count()).toBe(2);
  await expect.poll(() => streets.count()).toBeGreaterThan(before);
  await versions.nth(1).getByRole("link").click();
  await expect.poll(() => streets.count()).toBe(before);
  expect(await versions.count()).toBe(2);
  await versions.nth(0).getByRole("link").click();
  await page.getByRole("button", { name: "撤回此版本" }).waitFor();

  await page.getByRole("link", { name: "路线单" }).click();
  const sheet = page.locator(".rts");
  await sheet.getByRole("cell", { name: "合计" }).or(sheet.getByText("合计")).first().waitFor();
  await expect.poll(() => sheet.locator(".rts-line").getAttribute("d")).toMatch(/^M/);
  expect(await sheet.getByText("演示数据").count()).toBe(1);
  await page.emulateMedia({ media: "print" });
  expect(await sheet.getByRole("button", { name: "打印" }).isVisible()).toBe(false);
  expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: "screen" });

  // taken back: the version before goes on
  await page.getByRole("link", { name: "在地图上查看" }).click();
  await page.getByRole("button", { name: "撤回此版本" }).click();
  await page.getByRole("button", { name: "确定" }).click();
  await expect.poll(() => versions.count()).toBe(1);
  await expect.poll(() => streets.count()).toBe(before);
  expect(misdeeds).toEqual({ console: [], outside: [] });
});

it("whoever only reads finds routes and their sheets, and nothing to change", async () => {
  const { page } = await openAs("查看", browser, server.origin);
  await page.goto(`${server.origin}/cleaning/routes`);
  await page.locator(".rt-row").first().waitFor();
  expect(await page.getByRole("button", { name: "新建路线" }).count()).toBe(0);
  await page.locator(".rt-row").first().click();
  await page.getByRole("link", { name: "路线单" }).waitFor();
  expect(await page.getByRole("button", { name: "修改" }).count()).toBe(0);
});
