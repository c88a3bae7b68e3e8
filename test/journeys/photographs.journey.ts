import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

it("an inspector adds a photograph, is told why a text is none, describes and removes it", async () => {
  const list = await fetch(
    `${server.origin}/api/districts/zhengxiang/facilities?kind=toilet&limit=1`,
  );
  const [toilet] = (await list.json()).items;
  const { page } = await openPage(browser, server.origin);
  await page.goto(`${server.origin}/sign-in?select=toilets:${toilet.facilityId}`);
  await page.getByRole("button", { name: /^检查员/ }).click();
  await page.getByRole("heading", { name: toilet.name }).waitFor();
  await page.getByText("还没有照片。").waitFor();
  const buffer = await sharp({
    create: { width: 800, height: 600, channels: 3, background: "#2a7" },
  })
    .jpeg()
    .toBuffer();
  await page.getByLabel("添加照片").setInputFiles([
    { name: "front.jpg", mimeType: "image/jpeg", buffer },
    { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html>") },
  ]);
  const small = page.getByRole("img", { name: "照片 1" });
  await small.waitFor();
  await expect
    .poll(() => small.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(320);
  await page.getByText("a photograph as JPEG, PNG or WebP").waitFor();
  await small.click();
  await page.getByRole("textbox", { name: "说明" }).fill("正门");
  await page.getByRole("button", { name: "保存说明" }).click();
  await page.getByRole("dialog").getByRole("heading", { name: "正门" }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.getByText("删除后不能找回。").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.getByText("还没有照片。").waitFor();
  await page.close();
});
