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
  const refused = page.locator(".photograph-sending", { hasText: "notes.jpg" });
  await refused.getByText("只接受 JPEG、PNG 或 WebP 照片").waitFor();
  const second = await sharp({
    create: { width: 400, height: 900, channels: 3, background: "#72a" },
  })
    .png()
    .toBuffer();
  await page
    .getByLabel("添加照片")
    .setInputFiles([{ name: "side.png", mimeType: "image/png", buffer: second }]);
  await page.getByRole("img", { name: "照片 2" }).waitFor();
  await small.click();
  const lightbox = page.getByRole("dialog");
  await lightbox.getByText("1 / 2").waitFor();
  expect(await lightbox.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1440, height: 900 });
  await page.keyboard.press("ArrowRight"); // no field has the focus
  await lightbox.getByText("2 / 2").waitFor();
  await page.keyboard.press("ArrowRight");
  await lightbox.getByText("1 / 2").waitFor();
  await lightbox.getByRole("button", { name: "写说明" }).click();
  await page.keyboard.type("边门");
  await page.keyboard.press("Escape"); // lets go of what was typed, and not of the picture
  await lightbox.getByRole("button", { name: "写说明" }).click();
  await page.getByRole("textbox", { name: "说明" }).fill("正门");
  await page.getByRole("button", { name: "保存说明" }).click();
  await page.getByRole("dialog").getByRole("heading", { name: "正门" }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.getByText("删除后不能找回。").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await lightbox.waitFor({ state: "detached" });
  await page.getByRole("img", { name: "照片 1" }).click(); // the other one is the first now
  await lightbox.getByRole("button", { name: "删除" }).click();
  await lightbox.getByRole("button", { name: "删除" }).click();
  await page.getByText("还没有照片。").waitFor();
  const history = page.locator(".edit-history");
  await history.getByText("添加照片").first().waitFor();
  await history.getByText("改照片说明").waitFor();
  await expect.poll(() => history.getByText("删除照片").count()).toBe(2);
  await page.close();
});
