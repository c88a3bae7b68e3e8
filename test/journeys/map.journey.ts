import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** A picture of one color compresses to a few kilobytes; a drawn city does not. */
const DRAWN_PNG_BYTES = 60_000;

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
const opened: { page: Page; misdeeds: Misdeeds }[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0); // a graceful end
});

/** The page of an address, once the demonstration's mark is on it. */
async function open(path: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  const one = await openPage(browser, server.origin, { isDrawn: true, ...options });
  opened.push(one);
  await one.page.goto(server.origin + path);
  await one.page.getByText("演示数据").first().waitFor();
  return one.page;
}

/** Nothing went wrong on any page since the last time, and none asked another host. */
async function closeInnocent() {
  for (const { page, misdeeds } of opened.splice(0)) {
    expect(misdeeds).toEqual({ console: [], outside: [] });
    await page.close();
  }
}

async function mapIsDrawn(page: Page) {
  await expect
    .poll(async () => (await page.locator(".maplibregl-canvas").screenshot()).length, {
      timeout: 60_000,
      interval: 1000,
    })
    .toBeGreaterThan(DRAWN_PNG_BYTES);
}

const ask = async (path: string) => (await fetch(server.origin + path)).json();

async function countOf(layerId: string): Promise<string> {
  const { layers } = await ask("/api/districts/zhengxiang/layers");
  const { count } = layers.find((layer: { layerId: string }) => layer.layerId === layerId);
  return Number(count).toLocaleString("zh-CN");
}

describe("a newcomer opens the address that npm start printed", () => {
  it("sees the district drawn, with the register's own counts, asking nobody else", async () => {
    const page = await open("/");
    const layers = page.getByRole("region", { name: "图层" });
    await layers.getByRole("checkbox", { name: "果皮箱" }).waitFor();
    const shown = await layers.innerText();
    for (const layerId of ["toilets", "transfer-stations", "bins", "collection-points"]) {
      expect(shown).toContain(await countOf(layerId));
    }
    await mapIsDrawn(page);
    await closeInnocent();
  });

  it("reads it in English, by night", async () => {
    const page = await open("/");
    await page.getByRole("button", { name: "Switch to English" }).click();
    await page.getByRole("checkbox", { name: /toilet/i }).waitFor();
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
    await page.getByRole("button", { name: /night|dark/i }).click();
    await mapIsDrawn(page);
    await closeInnocent();
  });

  it("holds it in one hand", async () => {
    const page = await open("/", PHONE);
    await mapIsDrawn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await closeInnocent();
  });
});

describe("somebody looks for one toilet", () => {
  it("finds it from the keyboard, and its link opens the same page again", async () => {
    const page = await open("/");
    await page.getByRole("combobox", { name: /搜索/ }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("冶金");
    await page.getByRole("option", { name: /冶金公厕/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "冶金公厕" }).waitFor();
    const { pathname, search } = new URL(page.url());

    const again = await open(pathname + search);
    await again.getByRole("heading", { name: "冶金公厕" }).waitFor();
    await again.getByRole("button", { name: "关闭" }).click();
    await expect.poll(() => again.url()).not.toContain("select=");
    await closeInnocent();
  });

  it("is told plainly when a link names what is not there", async () => {
    const page = await open("/?select=toilets:no-such-toilet");
    await page.getByRole("region", { name: "档案" }).waitFor();
    await mapIsDrawn(page);
    await page.close();
    opened.length = 0; // the browser itself logs the 404 it was answered
  });
});

describe("a planner works with the register", () => {
  it("filters it, and the count is the map's", async () => {
    const page = await open("/facilities?kind=toilet");
    const count = page.getByText(`${await countOf("toilets")} 处`);
    await count.first().waitFor();
    await closeInnocent();
  });

  it("takes it home as a CSV file that a spreadsheet opens in Chinese", async () => {
    const page = await open("/facilities?kind=toilet");
    const register = page.getByRole("region", { name: "设施台账" });
    await register.locator("summary").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      register.getByRole("link", { name: /CSV/ }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text.trimEnd().split("\r\n")).toHaveLength(1 + Number(await countOf("toilets")));
    expect(text).toContain("演示数据");
    await closeInnocent();
  });
});
