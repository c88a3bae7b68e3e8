import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startProvider } from "../worlds/oidc-provider.ts";
import { launchBrowser, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

let provider: Awaited<ReturnType<typeof startProvider>>;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let toilet: { facilityId: string; name: string };

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer(async (origin) => {
      provider = await startProvider([`${origin}/api/session/oidc/callback`]);
      return {
        PUBLIC_URL: origin,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: provider.clientId,
        OIDC_CLIENT_SECRET: provider.clientSecret,
      };
    }, inject("loadedStore")),
    launchBrowser(),
  ]);
  await makeColleague();
  const answer = await fetch(
    `${server.origin}/api/districts/zhengxiang/facilities?kind=toilet&limit=1`,
  );
  toilet = (await answer.json()).items[0];
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
  await provider.stop();
});

/** The administrator, with the password the terminal showed, makes an account for single sign-on. */
async function makeColleague() {
  const once = /shown once\): (\S+)/.exec(server.said.join(""))![1]!;
  let cookie = "";
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(server.origin + path, {
      method,
      headers: { "Content-Type": "application/json", Origin: server.origin, Cookie: cookie },
      body: JSON.stringify(body),
    });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
  };
  await send("POST", "/api/session", { loginName: "admin", password: once });
  await send("PUT", "/api/account/password", { current: once, next: "broom-and-spade-9" });
  await send("POST", "/api/districts/zhengxiang/accounts", {
    loginName: "li.si",
    displayName: "李四",
    grants: [{ role: "planner", areaIds: null }],
    signOn: "oidc",
  });
}

async function open(path: string): Promise<Page> {
  const { page } = await openPage(browser, server.origin);
  await page.goto(server.origin + path);
  return page;
}

describe("single sign-on", () => {
  it("leads from a toilet to the provider and back to the toilet, with what one may do there", async () => {
    provider.becomes({ sub: "person-4", preferredName: "li.si" });
    const page = await open(`/sign-in?select=toilets:${toilet.facilityId}`);
    await page.getByRole("link", { name: "用统一身份认证登录" }).click();
    await page.getByRole("button", { name: "账号：李四" }).waitFor();
    await page.getByRole("heading", { name: toilet.name }).waitFor();
    await page.getByRole("button", { name: "编辑" }).waitFor();
    await page.close();
  });

  it("is begun again in a tab of its own when a session ends, and what was typed stays", async () => {
    provider.becomes({ sub: "person-4", preferredName: "li.si" });
    const page = await open(`/sign-in?select=toilets:${toilet.facilityId}`);
    await page.getByRole("link", { name: "用统一身份认证登录" }).click();
    await page.getByRole("button", { name: "编辑", exact: true }).click();
    await page.getByLabel("地址").fill("认证路 1 号");
    await page.context().clearCookies({ domain: "127.0.0.1", name: /session/ });
    await page.getByRole("button", { name: "保存", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "登录已结束" });
    const way = dialog.getByRole("link", { name: "用统一身份认证登录" });
    await way.waitFor(); // a dialog that is still being put there takes no click
    const [tab] = await Promise.all([page.context().waitForEvent("page"), way.click()]);
    await tab.getByRole("heading", { name: "李四" }).waitFor();
    await tab.close();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByLabel("地址").inputValue()).toBe("认证路 1 号");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await page.getByRole("button", { name: "编辑", exact: true }).waitFor();
    await page.close();
  });

  it("says in words that nobody here has an identity, and leaves the way with a password", async () => {
    provider.becomes({ sub: "person-5", preferredName: "admin" });
    const page = await open("/sign-in");
    await page.getByRole("link", { name: "用统一身份认证登录" }).click();
    await page.getByText("这里没有与之对应的账号").waitFor();
    await page.getByLabel("登录名").fill("admin");
    await page.getByLabel("密码", { exact: true }).fill("broom-and-spade-9");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "账号：系统管理员" }).waitFor();
    expect(page.url()).not.toContain("problem");
    await page.close();
  });

  it("is linked to an account that has a password, and then opens it", async () => {
    provider.becomes({ sub: "person-5", preferredName: "admin" });
    const page = await open("/sign-in");
    await page.getByLabel("登录名").fill("admin");
    await page.getByLabel("密码", { exact: true }).fill("broom-and-spade-9");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "账号：系统管理员" }).click();
    await page.getByRole("link", { name: "我的账号" }).click();
    const card = page.locator("section.card", { hasText: "未绑定" });
    await card.getByLabel("密码").fill("broom-and-spade-9");
    await card.getByRole("button", { name: "绑定" }).click();
    await page.getByText("已绑定", { exact: true }).waitFor();
    const other = await open("/sign-in");
    await other.getByRole("link", { name: "用统一身份认证登录" }).click();
    await other.getByRole("button", { name: "账号：系统管理员" }).waitFor();
    await Promise.all([page.close(), other.close()]);
  });
});
