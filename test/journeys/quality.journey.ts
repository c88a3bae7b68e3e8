import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** The quality page in a browser of its own, in one of the demonstration's roles. */
async function openAs(
  role: string,
  path = "/quality",
): Promise<{ page: Page; misdeeds: Misdeeds }> {
  const opened = await openPage(browser, server.origin);
  const { page } = opened;
  await page.goto(`${server.origin}/sign-in`);
  await page.getByRole("button", { name: role }).click();
  await page.getByRole("button", { name: `账号：演示${role}` }).waitFor();
  await page.goto(server.origin + path);
  return opened;
}
const check = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "检查项" }).getByRole("button", { name });

describe("a planner looks at the quality of the register", () => {
  it("sees figures, opens one, follows a row to its form, and comes back", async () => {
    const { page, misdeeds } = await openAs("规划员", "/");
    await page.getByRole("link", { name: "质量" }).click();
    await check(page, "设施在区界外").click();
    await page.getByRole("heading", { name: "设施在区界外" }).waitFor();
    expect(new URL(page.url()).searchParams.get("check")).toBe("facility-outside");
    await expect
      .poll(() => page.locator(".quality-head dd").first().textContent())
      .toContain("20 米");
    await page
      .getByRole("link", { name: /^打开 / })
      .first()
      .click();
    await page.getByLabel("经度（WGS 84）").waitFor(); // the form is open already
    await page.goBack();
    await page.getByRole("heading", { name: "设施在区界外" }).waitFor();
    expect(misdeeds).toEqual({ console: [], outside: [] });
    await page.close();
  });

  it("gives a facility without a position its place with a click on the map, from the row to the saved record", async () => {
    const { page, misdeeds } = await openAs("规划员", "/quality");
    await check(page, "设施没有坐标").click();
    const rows = page.getByRole("link", { name: /^打开 / });
    await page.getByRole("heading", { name: "设施没有坐标" }).waitFor();
    await rows.first().waitFor();
    const before = await rows.count();
    await rows.first().click();
    const form = page.locator("form.edit-form");
    await form.getByRole("button", { name: "在地图上点位置" }).click();
    await page.mouse.click(700, 420);
    await expect.poll(() => form.getByLabel("经度（WGS 84）").inputValue()).toMatch(/^112\./);
    await form.getByRole("button", { name: "保存", exact: true }).click();
    await page.getByText(/^已移动 /).waitFor();
    await page.goBack();
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(before - 1);
    expect(misdeeds).toEqual({ console: [], outside: [] });
    await page.close();
  });

  it("marks some verified at once, and the figure follows", async () => {
    const { page } = await openAs("规划员", "/quality?check=never-verified");
    const title = page.locator(".quality-tools > span").first();
    await title.waitFor();
    const before = Number((await title.textContent())!.replace(/\D/g, ""));
    for (const i of [0, 1, 2]) await page.locator(".quality-rows input").nth(i).check();
    await page.getByRole("button", { name: "标记为今天已核实" }).click();
    await page.getByText("请确认都到现场看过").waitFor();
    await page.getByRole("button", { name: "标记为今天已核实" }).click();
    await page.getByText("已写入 3 处").waitFor();
    await page.getByText(`${before - 3} 条`, { exact: true }).waitFor();
    await page.close();
  });

  it("repairs the list in GCJ-02 and takes it back; another open page follows", async () => {
    const { page, misdeeds } = await openAs("规划员", "/quality?check=datum");
    const other = (await openAs("查看者", "/quality?check=facility-datum")).page;
    await other.getByText("40 条", { exact: true }).waitFor();
    await expect.poll(() => page.getByText("实为 GCJ-02").count()).toBe(1);
    await page.getByText("太少太集中，无法判断").first().waitFor();
    await page.getByRole("button", { name: "看修正效果" }).click();
    await page.getByText("100% (40)").first().waitFor();
    await expect.poll(() => page.locator(".shift line").count()).toBe(40);
    await page.getByRole("button", { name: "修正这 40 处" }).click();
    await page.getByText("之后可以撤销").waitFor();
    await page.getByRole("button", { name: "修正这 40 处" }).click();
    await page.getByText("已修正 40 处。").waitFor();
    await page.getByText("没有发现按错误坐标系存放的数据。").waitFor();
    await other.getByText("没有需要处理的记录。").waitFor();
    await page.getByRole("button", { name: "撤销", exact: true }).click();
    await page.getByRole("button", { name: "撤销", exact: true }).click();
    await page.getByText("已放回 40 处。").waitFor();
    await other.getByText("40 条", { exact: true }).waitFor();
    expect(misdeeds).toEqual({ console: [], outside: [] });
    await Promise.all([page.close(), other.close()]);
  });
});

describe("a viewer", () => {
  it("sees the figures and nothing to write with; nobody sees none of it", async () => {
    const { page } = await openAs("查看者", "/quality?check=datum");
    await page.getByText("实为 GCJ-02").waitFor();
    expect(await page.getByRole("button", { name: "看修正效果" }).count()).toBe(0);
    await check(page, "从未核实").click();
    await page
      .getByRole("link", { name: /^打开 / })
      .first()
      .waitFor();
    expect(await page.locator(".quality-rows input").count()).toBe(0);
    const { page: nobody } = await openPage(browser, server.origin);
    await nobody.goto(`${server.origin}/quality`);
    await nobody.getByRole("alert").waitFor();
    expect(await nobody.getByText("从未核实").count()).toBe(0);
    await Promise.all([page.close(), nobody.close()]);
  });
});
