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
const rows = () => page.locator(".hot-row");

/** The 30 days before the demonstration began: its planted truths end there. */
const PLANTED = "from=2026-01-31&to=2026-03-01";

it("opens on the last 30 days, every complaint counted", async () => {
  await page.getByRole("link", { name: "热点" }).click();
  await page.locator(".hot-summary").waitFor();
  await expect.poll(() => param("to")).not.toBeNull();
  const days = (Date.parse(param("to")!) - Date.parse(param("from")!)) / 86_400_000;
  expect(days).toBe(29);
  const told = await page.evaluate(
    async (query) => {
      const path = "/api/districts/zhengxiang";
      const hot = await (await fetch(`${path}/hotspots?${query}`)).json();
      const list = await (await fetch(`${path}/complaints?${query}&limit=0`)).json();
      const counted = hot.cells.complaints.reduce((sum: number, one: number) => sum + one, 0);
      return { list: list.total, all: hot.totals.period, counted };
    },
    `from=${param("from")}&to=${param("to")}`,
  );
  expect(told.all.complaints).toBe(told.list);
  expect(told.counted + told.all.withoutPosition).toBe(told.list);
});

it("puts the street that grew first", async () => {
  await page.goto(`${server.origin}/hotspots?${PLANTED}`);
  await rows().first().waitFor();
  expect(await rows().first().innerText()).toContain("芦花路");
});

it("goes through the list by keyboard, opens a card that says why, and comes back", async () => {
  await rows().first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const card = page.locator(".hot-card");
  await card.locator(".hot-sentences li").first().waitFor();
  const words = await card.innerText();
  expect(words).toContain("不像偶然");
  expect(words).toContain("连续热点");
  expect(words).toContain("最近一次作业：无数据");
  expect(param("spot")).toMatch(/^8[0-9a-f]{14}$/);
  await page.keyboard.press("Escape");
  await rows().first().waitFor();
  expect(param("spot")).toBeNull();
});

it("leads from a figure to exactly its records", async () => {
  await rows().first().click();
  const all = page.locator(".hot-all");
  await all.waitFor();
  const count = /(\d+)/.exec(await all.innerText())![1];
  await all.click();
  await page.locator(".cases-total", { hasText: `共 ${count} 件` }).waitFor();
  await page.locator(".cases-active", { hasText: "热点" }).waitFor();
  await page.goBack();
  await page.locator(".hot-card").waitFor();
  await page.getByRole("button", { name: "返回列表" }).click();
});

it("asks anew for one category, and the link asks the same again", async () => {
  await page.locator(".hot-more summary", { hasText: "筛选" }).click();
  await page.getByLabel("类别").selectOption("toilet-dirty");
  await page.waitForFunction(() =>
    document.querySelector(".hot-row")?.textContent?.includes("同岭街"),
  );
  expect(param("hotCategory")).toBe("toilet-dirty");
  await page.reload();
  await rows().first().waitFor();
  expect(await rows().first().innerText()).toContain("同岭街");
  await page.getByRole("button", { name: "清除筛选" }).click();
  await page.waitForFunction(() =>
    document.querySelector(".hot-row")?.textContent?.includes("芦花路"),
  );
});

it("lays last year beside this year, the divider moved by keyboard and kept in the link", async () => {
  await page.getByLabel("对比").selectOption("yearAgo");
  const divider = page.getByRole("slider", { name: "左右拖动分界线" });
  await divider.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => new URL(location.href).searchParams.get("swipe") === "0.55");
  expect(await divider.getAttribute("aria-valuenow")).toBe("55");
  await page.getByLabel("对比").selectOption("");
  await divider.waitFor({ state: "detached" });
});

it.each([
  ["cells", "spots", "/hotspots/frame"],
  ["streets", "streets", "/hotspots/streets"],
  ["areas", "areas", "/hotspots/areas"],
  ["clusters", "clusters", "/hotspots/clusters"],
  ["repeated places", "repeats", "/hotspots/repeats/places"],
])("plays the days, and the %s follow the clock", async (_, tab, path) => {
  const frames: string[] = [];
  const hear = (request: { url(): string }) => {
    if (request.url().includes(path)) frames.push(request.url());
  };
  await page.goto(`${server.origin}/hotspots?hotTab=${tab}&${PLANTED}`);
  await page.locator(".hot-summary").waitFor();
  page.on("request", hear);
  await page.getByRole("button", { name: "播放" }).click();
  await expect.poll(() => new Set(frames).size).toBeGreaterThan(2);
  await page.getByRole("button", { name: "停下" }).click();
  page.off("request", hear);
});

it("names how cells changed, and shows one category alone", async () => {
  await page.goto(`${server.origin}/hotspots?hotTab=change&${PLANTED}`);
  const consecutive = page.locator(".hot-patterns button", { hasText: "连续热点" });
  await consecutive.click();
  expect(await consecutive.getAttribute("aria-pressed")).toBe("true");
  expect(param("pattern")).toBe("consecutive-hot");
});

/** The figure of complaints a place tells, and how many the register then shows. */
async function leadsToItsRecords(link = page.locator(".hot-all").first()) {
  await link.waitFor();
  const count = /(\d+)/.exec(await link.innerText())![1];
  await link.click();
  await page.locator(".cases-total", { hasText: `共 ${count} 件` }).waitFor();
  await page.goBack();
  await link.waitFor();
}

it("follows the tabs by mouse: hot streets as lines, areas with their interval, clusters", async () => {
  await page.goto(`${server.origin}/hotspots?${PLANTED}`);
  const tab = (name: string) => page.locator(".hot-tabs").getByText(name, { exact: true });
  await tab("道路").click();
  await page.locator(".hot-row", { hasText: "芦花路" }).first().click();
  await leadsToItsRecords();
  expect(param("hotTab")).toBe("streets");
  await page.locator(".file-menu summary").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".file-menu a", { hasText: "CSV" }).first().click(),
  ]);
  expect(await readFile(await file.path(), "utf8")).toMatch(/^\ufeff.*芦花路/s);
  await page.keyboard.press("Escape");

  await tab("街镇").click();
  const area = page.locator(".hot-area").first();
  await area.getByRole("button").click();
  await area.getByText("95%").waitFor();
  await leadsToItsRecords();

  await tab("聚集").click();
  await rows().first().click();
  await leadsToItsRecords();
});

it("looks for what is new, and keeps a rule by which a role is told of it", async () => {
  await page.locator(".hot-tabs").getByText("预警", { exact: true }).click();
  await page.locator(".hot-definition").first().waitFor({ timeout: 60_000 }); // 999 permutations
  await page.getByRole("button", { name: "新建规则" }).click();
  await page.getByLabel("名称").fill("公厕新热点");
  await page.locator(".hot-rule-form").getByRole("button", { name: "保存" }).click();
  const rule = page.locator(".hot-told li", { hasText: "公厕新热点" });
  await rule.waitFor();
  await page.reload();
  await rule.getByRole("button", { name: "删除" }).click();
  await rule.getByRole("button", { name: "确定删除" }).click();
  await rule.waitFor({ state: "detached" });
});

it("changes how hotspots are found, for everybody, and goes back to the preset", async () => {
  await page.goto(`${server.origin}/hotspots/settings`);
  const fewest = page.getByRole("textbox", { name: "最少件数", exact: true }).first();
  await fewest.fill("400");
  await page.getByText("不大于 100").waitFor();
  await fewest.fill("40");
  await page.getByRole("button", { name: /^保存/ }).click();
  await page.getByText("已保存，热点按新的数值统计。").waitFor();
  const held = async () => {
    const answer = await page.request.get(
      `${server.origin}/api/districts/zhengxiang/hotspots/settings`,
    );
    return (await answer.json()).merged.minimumEvents;
  };
  expect(await held()).toBe(40);
  await page.getByRole("button", { name: "最少件数：恢复预设" }).click();
  await page.getByRole("button", { name: /^保存/ }).click();
  await expect.poll(held).toBe(5);
});

it("knows places that are complained of again and again, and opens one's history", async () => {
  await page.goto(`${server.origin}/hotspots?hotTab=repeats&${PLANTED}`);
  await rows().first().click();
  await leadsToItsRecords(page.locator(".hot-open .hot-link").first());
  expect(misdeeds).toEqual({ console: [], outside: [] });
});
