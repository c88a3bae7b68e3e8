import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, openAs } from "./browser.ts";
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

/** Somebody in a role of the demonstration, on a page of their own. */
async function as(role: string, path: string) {
  const { page, misdeeds } = await openAs(role, browser, server.origin);
  await page.goto(server.origin + path);
  return { page, misdeeds };
}

it("a category of the district's own is added, taken down by its name, and retired once it is used no more", async () => {
  const duty = await as("值班员", "/complaints/new");
  const category = duty.page.getByRole("combobox", { name: "类别" });
  await category.fill("积雪");
  await duty.page.getByText("没有这样的类别").waitFor();

  const manager = await as("管理者", "/complaints/settings");
  const cleaning = manager.page.getByRole("region", { name: "保洁不到位" });
  const row = cleaning.getByRole("listitem").filter({ hasText: "积雪未清" }).first();
  await cleaning.getByRole("button", { name: "添加类别" }).click();
  await manager.page.keyboard.type("道路不洁"); // a preset is called so
  await manager.page.keyboard.press("Enter");
  await cleaning.getByText("已有同名的类别").waitFor();
  await cleaning.getByLabel("中文名").fill("积雪未清");
  await cleaning.getByLabel("英文名").fill("Snow not cleared");
  await cleaning.getByRole("button", { name: "添加代码" }).click();
  await cleaning.getByLabel("标准或本地清单").fill("本市清单");
  await cleaning.getByLabel("代码", { exact: true }).fill("98-01");
  await cleaning.getByRole("button", { name: "保存" }).click();
  await row.getByText("自定").waitFor();
  expect(await row.innerText()).toContain("本市清单 事件 98-01");

  // what is deleted by mistake comes back whole
  await row.getByRole("button", { name: "修改" }).click();
  await cleaning.getByRole("button", { name: "删除", exact: true }).click();
  await cleaning.getByText("已删除“积雪未清”").waitFor();
  expect(await row.count()).toBe(0);
  await cleaning.getByRole("button", { name: "撤销" }).click();
  await row.getByText("本市清单 事件 98-01").waitFor();

  // the form that has been open since before knows it
  await category.fill("积雪");
  await duty.page.getByRole("option", { name: /积雪未清/ }).waitFor();
  await duty.page.keyboard.press("Enter");
  await duty.page.getByLabel("内容").fill("桥上积雪没有清");
  await duty.page.keyboard.press("Control+Enter");
  await duty.page.getByText("已登记", { exact: true }).waitFor();
  const number = await duty.page.locator(".intake-number").innerText();

  // it is called otherwise, and a preset is, and back again
  await row.getByText("1 件投诉").waitFor();
  const preset = cleaning.getByRole("listitem").filter({ hasText: "Dirty water" }).first();
  await preset.getByRole("button", { name: "改名" }).click();
  await cleaning.getByLabel("中文名").fill("河道水面垃圾");
  await cleaning.getByRole("button", { name: "保存" }).click();
  await preset.getByText("预设名称：水域不洁").waitFor();
  await preset.getByRole("button", { name: "改名" }).click();
  await cleaning.getByRole("button", { name: "恢复预设名称" }).click();
  await preset.getByText("水域不洁", { exact: true }).waitFor();

  await row.getByRole("button", { name: "修改" }).click();
  await cleaning.getByText("有 1 件投诉用到它，不能删除，可以停用。").waitFor();
  await manager.page.keyboard.press("Escape");
  await row.getByRole("button", { name: "停用" }).click();
  await row.getByText("已停用").waitFor();

  await duty.page.keyboard.press("Enter"); // another
  await duty.page.locator("input[name=channel]:checked:focus").waitFor();
  await expect
    .poll(async () => {
      await category.fill("");
      await category.fill("积雪");
      return duty.page.getByText("没有这样的类别").isVisible();
    })
    .toBe(true);
  await category.fill("");

  await manager.page.goto(`${server.origin}/complaints?q=${number}`);
  const line = manager.page.locator(".cases-table tbody tr").filter({ hasText: number });
  await line.getByText("积雪未清").waitFor(); // which keeps its name
  expect([...duty.misdeeds.console, ...manager.misdeeds.console]).toEqual([]);
  expect([...duty.misdeeds.outside, ...manager.misdeeds.outside]).toEqual([]);
  await Promise.all([duty.page.close(), manager.page.close()]);
});
