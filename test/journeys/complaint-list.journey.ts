import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openAs } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

const API = "/api/districts/zhengxiang/complaints";

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  ({ page, misdeeds } = await openAs("管理者", browser, server.origin));
  await page.getByRole("button", { name: /^账号：/ }).waitFor();
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** Takes a complaint as a form does. */
const take = (text: string) =>
  page.evaluate(
    async ([path, said]) => {
      const answer = await fetch(path!, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        body: JSON.stringify({ channel: "telephone", text: said, placeKind: "unclear" }),
      });
      return { status: answer.status, ...(await answer.json()) };
    },
    [API, text],
  );

/** The total the page says. */
async function total(): Promise<number> {
  const words = await page.locator(".cases-total").innerText();
  return Number(/([\d,]+)/.exec(words)?.[1]?.replaceAll(",", ""));
}

/** The total the server says for the link of the page. */
const told = (query: string) =>
  page.evaluate(
    async ([path, asked]) => (await (await fetch(`${path}?${asked}&limit=0`)).json()).total,
    [API, query],
  );

it("finds 暴露垃圾 in the middle of a sentence, and the link finds it again", async () => {
  const taken = await take("来电人说桥下暴露垃圾堆了三天，请派人清理");
  expect(taken.status).toBe(201);
  await page.goto(`${server.origin}/complaints`);
  await page.locator(".cases-table tbody tr").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("桥下暴露垃圾堆了");
  await page.locator(".cases-total", { hasText: "共 1 件" }).waitFor();
  expect(await page.locator(".cases-text mark").allInnerTexts()).toEqual(["桥下暴露垃圾堆了"]);
  expect(new URL(page.url()).searchParams.get("q")).toBe("桥下暴露垃圾堆了");
  await page.reload();
  await page.locator(".cases-total", { hasText: "共 1 件" }).waitFor();

  // from the search down into the list, and into the case
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(({ pathname }) => pathname === `/complaints/${taken.complaintId}`);
  expect(new URL(page.url()).searchParams.has("q")).toBe(false);
  await page.goBack();
  await page.locator(".cases-total", { hasText: "共 1 件" }).waitFor();
});

it("a filter gives as many as it promised, chips take it out, and a kept one comes back", async () => {
  await page.goto(`${server.origin}/complaints`);
  const value = page.locator(".cases-facet", { hasText: "类别" }).locator("label").first();
  const promised = Number((await value.locator("small").innerText()).replaceAll(",", ""));
  await value.click();
  await page.locator(".cases-active li").first().waitFor();
  const category = new URL(page.url()).searchParams.get("category");
  await expect.poll(total).toBe(promised);
  expect(await told(`category=${category}`)).toBe(promised);

  await page.getByRole("button", { name: "保存筛选" }).click();
  await page.getByRole("textbox", { name: "名称" }).fill("我的类别");
  await page.getByRole("textbox", { name: "名称" }).press("Enter");
  await page.getByRole("button", { name: "清除全部" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.has("category")).toBe(false);
  await page.reload();
  await page.getByRole("button", { name: "我的类别", exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("category")).toBe(category);

  // what is to be done, by one press; the other filters stay
  await page.getByRole("button", { name: /^待办/ }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("open")).toBe("true");
  await expect.poll(total).toBe(await told(`category=${category}&open=true`));
});

it("moves through lines by arrows, reads on while one scrolls, and writes a file of what is asked", async () => {
  await page.goto(`${server.origin}/complaints?sort=number&direction=asc`);
  const rows = page.locator(".cases-table tbody tr");
  await rows.first().waitFor();
  await page.getByRole("searchbox").focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"])
    await page.keyboard.press(key);
  await expect
    .poll(() => page.locator("tr[data-active]").getAttribute("data-id"))
    .toBe(await rows.nth(1).getAttribute("data-id"));
  await page.keyboard.press("End");
  await expect.poll(() => rows.count()).toBeGreaterThan(50); // a page has 50

  await page.goto(`${server.origin}/complaints?q=桥下暴露垃圾堆了`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "按当前条件导出 CSV" }).click(),
  ]);
  const file = await readFile(await download.path(), "utf8");
  expect(file).toContain("桥下暴露垃圾堆了三天");
});

it("compares, and a count leads to its list", async () => {
  await page.goto(`${server.origin}/complaints?tab=comparison&by=category`);
  const row = page.locator(".compared-table tbody tr").first();
  const link = row.locator("td a").first();
  const count = Number((await link.innerText()).replaceAll(",", ""));
  await link.click();
  await page.locator(".cases-table tbody tr").first().waitFor();
  await expect.poll(total).toBe(count);
  expect(misdeeds).toEqual({ console: [], outside: [] });
});
