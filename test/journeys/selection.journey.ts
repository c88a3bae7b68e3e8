import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let misdeeds: Misdeeds;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(address: string): Promise<Page> {
  const opened = await openPage(browser, server.origin, { isDrawn: true });
  misdeeds = opened.misdeeds;
  await opened.page.goto(server.origin + address);
  await opened.page.getByRole("button", { name: "画多边形选取" }).waitFor({ timeout: 60_000 });
  return opened.page;
}

/** Four corners around the middle of the map; the last is one too far and taken back before it is set again. */
async function drawArea(page: Page) {
  await page.getByRole("button", { name: "画多边形选取" }).click();
  await page.getByText("在地图上逐点点出范围").waitFor();
  const corners = [
    [760, 300],
    [980, 300],
    [980, 520],
    [1200, 700],
  ] as const;
  for (const [index, [x, y]] of corners.entries()) {
    await page.mouse.click(x, y);
    await page.getByText(`已点 ${index + 1} 点`).waitFor();
  }
  await page.keyboard.press("Enter"); // the way back from the fourth corner crosses a side
  await page.getByText("范围的边不能相互交叉").waitFor();
  await page.keyboard.press("Control+z");
  await page.getByText("已点 3 点").waitFor();
  await page.mouse.click(760, 520);
  await page.getByText("已点 4 点").waitFor();
  await page.keyboard.press("Enter");
}

const panelOf = (page: Page) => page.getByRole("region", { name: "选中的范围" });

async function binsIn(page: Page): Promise<number> {
  const row = panelOf(page).locator(".inside-head", { hasText: "果皮箱" });
  await row.waitFor({ timeout: 60_000 });
  return Number((await row.locator("small").innerText()).replace(/[^\d]/g, ""));
}

describe("somebody asks what is inside an area", () => {
  it("draws it, reads how many, exports exactly those, and sends the link", async () => {
    const page = await open("/?district=zhengxiang");
    await drawArea(page);
    const bins = await binsIn(page);
    expect(bins).toBeGreaterThan(10);
    await expect.poll(() => panelOf(page).innerText()).toMatch(/面积 [\d.]+ km²/);

    await panelOf(page).getByRole("button", { name: "导出" }).click();
    const dialog = page.getByRole("dialog", { name: "导出" });
    await dialog.getByRole("button", { name: "CSV" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("link", { name: "下载 果皮箱" }).click(),
    ]);
    const text = await readFile(await file.path(), "utf8");
    expect(text.trimEnd().split("\r\n")).toHaveLength(1 + bins);

    const [picture] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "图片 (PNG)" }).click(),
    ]);
    const png = await readFile(await picture.path());
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.length).toBeGreaterThan(100_000); // a blank sheet is a tenth of that

    const link = new URL(page.url());
    const again = await open(link.pathname + link.search);
    await expect.poll(() => binsIn(again)).toBe(bins);
    await again.keyboard.press("Escape");
    await expect.poll(() => again.url()).not.toContain("shape=");
    expect(misdeeds).toEqual({ console: [], outside: [] });
  });

  it("leaves the drawing with Esc, and clicks select records again", async () => {
    const page = await open("/?district=zhengxiang");
    await page.getByRole("button", { name: "画多边形选取" }).click();
    await page.getByText("在地图上逐点点出范围").waitFor();
    await page.mouse.click(800, 400);
    await page.getByText("已点 1 点").waitFor();
    expect(page.url()).not.toContain("select=");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.url()).not.toContain("shape=");
    expect(misdeeds).toEqual({ console: [], outside: [] });
  });

  it("asks along a street by its name", async () => {
    const page = await open("/?district=zhengxiang");
    await page.getByRole("button", { name: "沿道路选取" }).click();
    await page.getByRole("combobox", { name: "路名" }).fill("解放大道");
    await page
      .getByRole("option", { name: /^解放大道/ })
      .first()
      .click();
    const near = await binsIn(page);
    await panelOf(page).getByRole("button", { name: "200 m" }).click();
    await expect.poll(() => binsIn(page), { timeout: 60_000 }).toBeGreaterThan(near);
    expect(misdeeds).toEqual({ console: [], outside: [] });
  });
});

describe("somebody reads the register beside the map", () => {
  const selected = (page: Page) => page.locator(".register-row[aria-selected=true]");

  it("opens a row from the keyboard, which the map goes to, and finds the row of what is selected elsewhere", async () => {
    const page = await open("/facilities?district=zhengxiang&kind=toilet&sort=-code");
    const grid = page.getByRole("grid");
    const first = grid.getByRole("row").nth(1);
    await first.waitFor();
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await selected(page).waitFor();
    const name = await selected(page)
      .locator(".register-name")
      .evaluate((of) => of.firstChild?.textContent);
    await page.getByRole("heading", { name: name! }).waitFor();
    await expect.poll(() => page.url()).toMatch(/[?&]at=/); // the camera is in the link
    await page.keyboard.press("/");
    await page.keyboard.type("GC001");
    await page.getByRole("option", { name: /GC001/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "冶金公厕" }).waitFor();
    await selected(page).getByText("冶金公厕").waitFor(); // the last line of fifty-eight
    expect(misdeeds).toEqual({ console: [], outside: [] });
  });

  it("sees all that is recorded of a kind in the wide table under the map, which the link keeps", async () => {
    const page = await open("/facilities?district=zhengxiang&kind=toilet");
    await page.getByRole("button", { name: "宽表" }).click();
    const grid = page.getByRole("grid");
    await grid.getByRole("columnheader", { name: /女厕位/ }).waitFor();
    await grid.getByRole("button", { name: "按女厕位排序" }).click();
    const again = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    const head = again.getByRole("columnheader", { name: /女厕位/ });
    await head.waitFor();
    await expect.poll(() => head.getAttribute("aria-sort")).toBe("ascending");
    const map = await again.getByRole("main").boundingBox();
    const table = await again.getByRole("grid").boundingBox();
    expect(table!.y).toBeGreaterThan(map!.y + map!.height - 1);
    expect(table!.width).toBeGreaterThan(1300);
    expect(misdeeds).toEqual({ console: [], outside: [] });
  });
});

describe("somebody prints", () => {
  it("gets the map on one sheet with its legend, and not the screen", async () => {
    const page = await open("/?district=zhengxiang");
    await page.locator(".print-sheet").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "导出" }).first().click();
    const print = page.getByRole("dialog", { name: "导出" }).getByRole("button", { name: "打印" });
    await expect.poll(() => print.isEnabled(), { timeout: 60_000 }).toBe(true);
    await page.keyboard.press("Escape");
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type *\/Page\b/g)).toHaveLength(1);
    const [, , width, height] = /\/MediaBox *\[([^\]]*)\]/
      .exec(pdf)![1]!
      .trim()
      .split(/\s+/)
      .map(Number);
    expect(width! / height!).toBeCloseTo(297 / 210, 1); // A4 landscape
    expect(misdeeds).toEqual({ console: [], outside: [] });
  });

  it("gets one toilet's page upright", async () => {
    const { page } = await openPage(browser, server.origin);
    await page.goto(`${server.origin}/facilities/toilet-001?district=zhengxiang`);
    await page.getByRole("heading", { name: "冶金公厕" }).waitFor({ timeout: 60_000 });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const [, , width, height] = /\/MediaBox *\[([^\]]*)\]/
      .exec(pdf)![1]!
      .trim()
      .split(/\s+/)
      .map(Number);
    expect(width! / height!).toBeCloseTo(210 / 297, 1);
  });
});
