import sharp from "sharp";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
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

it("a citizen reports waste from a telephone with a photograph, follows it, and the next one is told of it", async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, misdeeds } = await openPage(browser, server.origin, phone);
  await page.goto(`${server.origin}/?at=16/26.8899/112.5699`);
  await page.getByRole("link", { name: "环卫问题上报" }).click(); // in the rail of whoever has not signed in
  const form = page.locator(".open-form");
  await page.getByRole("radio", { name: "暴露垃圾" }).waitFor({ state: "attached" });
  await form.getByRole("button", { name: "提交" }).click();
  await form.getByText("请先在地图上点选位置，或写下地址").waitFor();

  const point = async () => {
    const pin = page.locator(".maplibregl-marker");
    const box = (await page.locator(".map-canvas").boundingBox())!;
    await expect
      .poll(async () => {
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        return pin.count();
      })
      .toBe(1); // once the map hears clicks
    await form.getByText("已选好位置").waitFor();
  };
  await point();
  await form.getByText("暴露垃圾").click();
  await form.getByRole("button", { name: "对面" }).click();
  await form.getByRole("textbox", { name: /说说情况/ }).fill("垃圾堆了三天");
  const buffer = await sharp({
    create: { width: 800, height: 600, channels: 3, background: "#2a7" },
  })
    .jpeg()
    .toBuffer();
  await form
    .getByLabel("添加照片")
    .setInputFiles([{ name: "waste.jpg", mimeType: "image/jpeg", buffer }]);
  await form.getByRole("img", { name: "waste.jpg" }).waitFor();
  await form.getByRole("button", { name: /联系方式/ }).click();
  await form.getByText("绝不公开").waitFor();
  await form.getByRole("button", { name: "提交" }).click();
  await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
  const number = (await page.locator(".open-number output").textContent())!;
  expect(number).toMatch(/^TS\d{12}$/);
  await page.getByText("waste.jpg: 照片已收到").waitFor();

  await page.getByRole("link", { name: "看办理进度" }).click();
  await page.getByRole("heading", { name: "暴露垃圾" }).waitFor();
  await page.getByText("照片 1 张").waitFor();
  await page.getByText("还能加 2 张").waitFor();
  const later = await sharp({
    create: { width: 640, height: 480, channels: 3, background: "#72a" },
  })
    .jpeg()
    .toBuffer();
  await page
    .getByLabel("添加照片")
    .setInputFiles([{ name: "later.jpg", mimeType: "image/jpeg", buffer: later }]);
  await page.getByText("later.jpg: 照片已收到").waitFor();
  await page.getByText("照片 2 张").waitFor();

  await page.getByRole("link", { name: "上报问题" }).click();
  await point();
  await form.getByText("暴露垃圾").click();
  const near = page.getByRole("status", { name: "附近可能已经有人报过" });
  await near.getByRole("link", { name: "看进度" }).first().click();
  await page.getByRole("heading", { name: "暴露垃圾" }).waitFor();
  expect(misdeeds).toEqual({ console: [], outside: [] });
  await page.close();
});
