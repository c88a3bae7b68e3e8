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

it("a manager reads why a toilet has its stars, tries a threshold, and approves the rubric", async () => {
  const { page, misdeeds } = await openAs("管理者", browser, server.origin);
  // on the day of its anchor: what the demonstration has given ends, while the clock of who tests goes on
  await page.goto(`${server.origin}/ratings?date=2026-03-02`);

  // a figure opens its records: as many as it says
  const toilets = page
    .getByRole("region", { name: "星级" })
    .locator(".section")
    .filter({ hasText: "星级公厕" });
  const inForce = toilets.locator(".st-opens b").first();
  const rated = Number(await inForce.textContent());
  expect(rated).toBeGreaterThan(0);
  await inForce.click();
  const rows = page.locator(".st-list .st-row");
  await expect.poll(() => rows.count()).toBe(rated);
  await page.getByText("排名规则", { exact: true }).waitFor();

  // one of them, and what its stars rest on
  await page.getByRole("textbox", { name: "名称、编号" }).fill("冶金公厕");
  await expect.poll(() => rows.count()).toBe(1);
  await rows.getByRole("button").click();
  const record = page.getByRole("region", { name: "详情" }).or(page.locator(".record"));
  await record.getByRole("heading", { name: "冶金公厕" }).first().waitFor();
  await page.getByRole("link", { name: "冶金公厕：评星档案" }).click();
  await page.getByRole("heading", { name: "检查结果" }).waitFor();
  await page.getByRole("heading", { name: "星级沿革" }).waitFor();

  // a stricter threshold: who would lose a star is seen before anything is saved
  await page.goto(`${server.origin}/ratings/rubrics`);
  await page.getByRole("link", { name: /^星级公厕/ }).click();
  await page.getByRole("button", { name: "改写为新版本" }).click();
  await page.getByRole("textbox", { name: "4 星" }).fill("94");
  const down = page.getByTestId("preview-down");
  await down.waitFor();
  const counts = await Promise.all(
    ["up", "down", "same", "unknown"].map(async (one) =>
      Number(await page.getByTestId(`preview-${one}`).textContent()),
    ),
  );
  expect(counts[0]).toBe(0); // more asked for gives nobody more
  expect(counts.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(rated);
  await page.getByRole("textbox", { name: "说明" }).fill("四星从严");
  await page.getByRole("button", { name: "存为建议稿" }).click();

  // it is a proposal until it is approved
  await page.getByText("四星从严").waitFor();
  await page.getByRole("button", { name: "批准", exact: true }).click();
  await page.getByRole("button", { name: "批准并生效" }).click();
  await page.getByText("第 2 版已批准，正式评星").waitFor();
  await expect.poll(() => page.getByRole("button", { name: "批准", exact: true }).count()).toBe(0);
  expect(misdeeds).toEqual({ console: [], outside: [] });
});

it("whoever only reads finds stars and rubrics, and nothing to decide", async () => {
  const { page } = await openAs("查看", browser, server.origin);
  await page.goto(`${server.origin}/ratings/rubrics/star-toilet`);
  await page.getByRole("heading", { name: "星级公厕" }).waitFor();
  for (const name of ["批准", "改写为新版本", "撤回"])
    expect(await page.getByRole("button", { name, exact: true }).count()).toBe(0);
});
