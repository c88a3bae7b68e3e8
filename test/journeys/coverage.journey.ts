import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openAs } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  ({ page, misdeeds } = await openAs("管理者", browser, server.origin));
  await page.getByRole("button", { name: /^账号：/ }).waitFor();
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

const param = (name: string) => new URL(page.url()).searchParams.get(name);
const tries = () => param("tries") ?? "";
const numberOf = (text: string) => Number(text.replaceAll(/[^\d]/g, ""));
/** People served, as the panel says it. */
const served = async () =>
  numberOf(await page.locator(".cov-states li").first().locator("b").innerText());
const settled = () => page.locator(".answer[aria-busy=false] .cov-summary").first().waitFor();

it("opens the lens of the law: its clause, the people along streets, and the clause's own object", async () => {
  await page.getByRole("link", { name: "覆盖" }).click();
  await settled();
  expect(await page.locator(".cov-clause").innerText()).toContain("GB 55013-2021 5.0.1");
  expect(await page.locator(".cov-headline").innerText()).toContain("不是达标率");
  const compliance = await page.locator(".cov-compliance summary").first().innerText();
  expect(compliance).toMatch(/规范口径[\s\S]*\d+ \/ 339/);
});

it("finds the largest gap by keyboard, and tries a toilet in it", async () => {
  const before = await served();
  const first = page.locator(".cov-row").first();
  const gap = numberOf(await first.locator(".cov-amount").innerText());
  await first.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => param("gap")).toMatch(/^8a[0-9a-f]{13}$/);
  await page.getByRole("button", { name: "在此试建" }).click();
  await expect.poll(tries).toMatch(/^new-1@/);
  await expect.poll(served).toBe(before + gap); // a gap is whom one more would serve
});

it("moves it with the arrow keys, and shows what that changes under the hand", async () => {
  const before = tries();
  const pin = page.locator(".maplibregl-marker.pin");
  await pin.waitFor();
  await pin.focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press("Shift+ArrowRight");
  await page.locator(".cov-live").waitFor();
  await expect.poll(tries).not.toBe(before); // kept once the keys are still
  await settled();
});

it("drags it with the mouse", async () => {
  const before = tries();
  const box = (await page.locator(".maplibregl-marker.pin").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 6; step++) await page.mouse.move(x + 8 * step, y - 4 * step);
  await page.mouse.up();
  await expect.poll(tries).not.toBe(before);
  await settled();
});

it("takes back and does again what was tried", async () => {
  const last = tries();
  await page.getByRole("button", { name: "撤销" }).click();
  await expect.poll(tries).not.toBe(last);
  await page.getByRole("button", { name: "重做" }).click();
  await expect.poll(tries).toBe(last);
});

it("saves it as a scenario", async () => {
  await page.getByLabel("方案名称").fill("缺口试建一座");
  await page.locator(".scn-save button[type=submit]").click();
  await page.locator(".scn-list li", { hasText: "缺口试建一座" }).waitFor();
});

it("asks for the best two, gets them proven, with reasons, and tries them in coverage", async () => {
  await page.goto(`${server.origin}/siting?newSites=2`);
  await page.getByRole("button", { name: "求解" }).click();
  const status = page.locator(".sit-status");
  await status.waitFor({ timeout: 60_000 });
  expect(await status.innerText()).toContain("已证明最优");
  expect(await status.innerText()).toContain("复核");
  const sites = page.locator(".sit-found .cov-row");
  expect(await sites.count()).toBe(2);
  expect(await sites.first().innerText()).toMatch(/新增覆盖 [\d,]+ 人[\s\S]*不违反规则/);
  const after = numberOf(
    (await page.locator(".sit-found tbody tr").first().locator("td").nth(1).innerText()).split(
      " ",
    )[0]!,
  );
  await page.getByRole("link", { name: "在覆盖页试算并保存" }).click();
  await settled();
  expect(tries().split(";")).toHaveLength(2);
  await expect.poll(served).toBe(after); // the page of siting and the page of coverage count alike
  await page.getByLabel("方案名称").fill("最优两座");
  await page.locator(".scn-save button[type=submit]").click();
  await page.locator(".scn-list li", { hasText: "最优两座" }).waitFor();
});

it("compares both with what is there, and exports one", async () => {
  for (const [i, name] of ["缺口试建一座", "最优两座"].entries()) {
    const mark = page.getByLabel(`比较 ${name}`);
    await mark.click(); // it is marked once the link says so
    await expect.poll(() => mark.isChecked()).toBe(true);
    expect(param("compare")!.split(",")).toHaveLength(i + 1);
  }
  await page.getByRole("link", { name: "比较 2 个方案" }).click();
  const table = page.locator(".scn-compared .scn-table").first();
  await table.waitFor();
  const heads = await table.locator("thead").innerText();
  for (const name of ["现状", "缺口试建一座", "最优两座"]) expect(heads).toContain(name);
  await page.locator(".scn-choose .scn-files summary").first().click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".scn-files[open] a", { hasText: "CSV" }).first().click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  expect(text.split("\n").length).toBeGreaterThan(20);
  expect(text).toContain("演示数据");
});

it("rehearses a closure: who loses it, and where another would serve them", async () => {
  await page.goto(`${server.origin}/coverage?reachTab=closure`);
  const choose = page.getByLabel("选择要关闭的设施…");
  await choose.waitFor();
  await choose.selectOption({ index: 1 });
  const period = page.locator(".cov-period");
  await period.waitFor();
  expect(await period.innerText()).toMatch(/失去服务 [\d,]+ 人/);
  expect(await period.locator("ol li").count()).toBeGreaterThan(0);
});

it("did all this without an error in the console", () => {
  expect(misdeeds).toEqual({ console: [], outside: [] });
});
