import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
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

async function open(path: string): Promise<Page> {
  const { page } = await openPage(browser, server.origin);
  await page.goto(server.origin + path);
  return page;
}

it("an administrator makes a user for one area, who changes the password, and is disabled again", async () => {
  const chief = await open("/sign-in");
  await chief.getByRole("button", { name: "管理员 用户、角色、审计" }).click();
  await chief.getByRole("button", { name: "账号：演示管理员" }).waitFor();
  await chief.goto(`${server.origin}/administration`);
  await chief.getByRole("button", { name: "新建用户" }).click();
  await chief.getByLabel("姓名", { exact: true }).fill("李班长");
  await chief.getByLabel("登录名", { exact: true }).fill("li.banzhang");
  const dialog = chief.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "角色" }).selectOption("team_leader");
  await dialog.getByRole("button", { name: "限定区域" }).click();
  await dialog.getByLabel("查找区域").fill("常胜");
  await dialog.getByRole("checkbox").first().check();
  await dialog.getByRole("button", { name: "建立" }).click();
  const once = await dialog.locator("output").innerText();
  await dialog.getByRole("button", { name: "关闭" }).click();

  const leader = await open("/sign-in");
  await leader.getByLabel("登录名").fill("li.banzhang");
  await leader.getByLabel("密码", { exact: true }).fill(once);
  await leader.keyboard.press("Enter");
  await leader.getByLabel("现在的密码").fill(once);
  await leader.getByLabel("新密码").fill("broom-and-spade-9");
  await leader.keyboard.press("Enter");
  await leader.getByText("密码已修改。").waitFor();
  await leader.getByText("个人令牌", { exact: true }).waitFor();
  expect(await leader.getByRole("link", { name: "管理" }).count()).toBe(0);

  await leader.getByRole("button", { name: "新建令牌" }).click();
  await leader.getByLabel("用途").fill("日报脚本");
  await leader.getByRole("dialog").getByRole("button", { name: "建立" }).click();
  const token = await leader.getByRole("dialog").locator("output").innerText();
  const ask = () =>
    fetch(`${server.origin}/api/districts/zhengxiang/audit`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  expect((await ask()).status).toBe(403); // known, and not allowed

  await chief.getByRole("button", { name: "李班长" }).click();
  await chief.getByRole("button", { name: "停用", exact: true }).click();
  await chief.getByText("其全部登录与令牌立即失效").waitFor();
  await chief.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await chief.getByText("已停用").waitFor();
  expect((await ask()).status).toBe(401);
  await leader.reload();
  await leader.getByRole("link", { name: "登录" }).first().waitFor();

  // the trail of that account, in words and in the link
  await chief.goto(`${server.origin}/audit`);
  await chief.getByLabel("搜索名称、编号、内容").fill("li.banzhang");
  await chief.waitForURL(/text=li\.banzhang/);
  await chief.getByLabel("操作", { exact: true }).selectOption("role_grant.give");
  const row = chief.getByRole("row", { name: /授予角色/ });
  await row.getByText("班长", { exact: true }).waitFor();
  await row.getByText("常胜街道").waitFor();
  await chief.reload();
  await row.waitFor();
  await expect.poll(() => chief.getByRole("row").count()).toBe(2); // the head and the one that fits
  expect(await chief.getByRole("link", { name: /CSV/ }).getAttribute("href")).toMatch(
    /action=role_grant\.give&q=li\.banzhang&format=csv/,
  );
  await row.hover();
  await row.getByRole("link", { name: "此对象的全部记录" }).click();
  await chief.getByText("只看这个对象：李班长").waitFor();
  await chief.getByRole("row", { name: /停用账号/ }).waitFor();
  await chief.getByRole("row", { name: /新建个人令牌/ }).waitFor();
  await row.getByRole("link", { name: "李班长" }).click();
  await chief.getByRole("dialog", { name: "李班长" }).waitFor();
  await Promise.all([chief.close(), leader.close()]);
});
