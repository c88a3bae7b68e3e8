import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
/** A toilet of the demonstration. */
let toilet: { facilityId: string; name: string };

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  const answer = await fetch(
    `${server.origin}/api/districts/zhengxiang/facilities?kind=toilet&limit=1`,
  );
  toilet = (await answer.json()).items[0];
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** A browser of its own: its cookies are nobody else's. */
async function open(path: string): Promise<Page> {
  const { page } = await openPage(browser, server.origin);
  await page.goto(server.origin + path);
  return page;
}

const enterAs = async (page: Page, role: string) => {
  await page.getByRole("button", { name: role }).click();
  await page.getByRole("button", { name: `账号：演示${role}` }).waitFor();
};

describe("the administrator of a new store", () => {
  it("signs in with the password that the terminal showed, must change it, and is then let in", async () => {
    const once = /shown once\): (\S+)/.exec(server.said.join(""))![1]!;
    const page = await open("/sign-in");
    await page.getByLabel("登录名").fill("admin");
    await page.getByLabel("密码", { exact: true }).fill("not-this-one");
    await page.keyboard.press("Enter");
    await page.getByText("登录名、密码或动态码不对。").waitFor();
    await page.getByLabel("密码", { exact: true }).fill(once);
    await page.keyboard.press("Enter");
    await page.getByText("这是一次性密码").waitFor();
    await page.goto(`${server.origin}/audit`);
    await page.getByText("请先修改一次性密码").waitFor(); // and not that the role is too small
    await page.getByRole("link", { name: "去修改密码" }).click();
    await page.getByLabel("现在的密码").fill(once);
    await page.getByLabel("新密码").fill("broom-and-spade-9");
    await page.keyboard.press("Enter");
    await page.getByText("密码已修改。").waitFor();
    await page.getByText("本机", { exact: true }).waitFor();
    await page.getByRole("link", { name: "回到刚才的页面" }).click();
    await page
      .getByRole("cell", { name: /修改密码/ })
      .first()
      .waitFor(); // the operator's own deeds are in the trail
    await page.getByRole("button", { name: "账号：系统管理员" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("link", { name: "登录" }).first().waitFor();
    await page.close();
  });
});

describe("a session that ends while somebody works", () => {
  it("is begun again over the form: what was typed is there, and saved at the second press", async () => {
    const page = await open(`/sign-in?select=toilets:${toilet.facilityId}`);
    await enterAs(page, "规划员");
    await page.getByRole("button", { name: "编辑", exact: true }).click();
    await page.getByLabel("地址").fill("输入不会丢路 1 号");
    await page.context().clearCookies(); // the server knows this browser no more
    await page.getByRole("button", { name: "保存", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "登录已结束" });
    await dialog.getByText("已填写的内容还在").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "登录已结束" }).click(); // the bar says so too
    await dialog.getByRole("button", { name: "以演示规划员继续" }).click();
    await page.getByRole("button", { name: "账号：演示规划员" }).waitFor();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByLabel("地址").inputValue()).toBe("输入不会丢路 1 号");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await page.getByRole("button", { name: "编辑", exact: true }).waitFor();
    const answer = await fetch(
      `${server.origin}/api/districts/zhengxiang/facilities/${toilet.facilityId}`,
    );
    expect((await answer.json()).facility.address).toBe("输入不会丢路 1 号");

    await page.getByRole("button", { name: "账号：演示规划员" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("link", { name: "登录" }).first().waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0); // whoever signs out is not asked
    await page.close();
  });

  it("comes back to the page that asked for it, with the view in its link", async () => {
    const page = await open("/quality?check=facility-manager");
    await page.getByText("本页需要先登录。").waitFor();
    await page.getByRole("link", { name: "登录" }).last().click();
    await enterAs(page, "规划员");
    await page.waitForURL(/\/quality\?(?!.*next=).*check=facility-manager/);
    await expect.poll(() => page.title()).toMatch(/^质量 · /);
    await page.close();
  });
});

describe("two planners open the same toilet", () => {
  it("the first edits, undoes and edits; the second is told, keeps what was typed, and decides", async () => {
    const path = `/?select=toilets:${toilet.facilityId}`;
    const [first, second] = [
      await open(`/sign-in${path.slice(1)}`),
      await open(`/sign-in${path.slice(1)}`),
    ];
    for (const page of [first, second]) {
      await enterAs(page, "规划员");
      await page.getByRole("heading", { name: toilet.name }).waitFor();
      await page.getByRole("button", { name: "编辑", exact: true }).click();
    }
    await first.getByLabel(/^名称/).fill("一号公厕");
    await first.getByRole("button", { name: "保存", exact: true }).click();
    await first.getByRole("heading", { name: "一号公厕" }).waitFor();
    await first.getByRole("button", { name: /^撤销/ }).click();
    await first.getByRole("heading", { name: toilet.name }).waitFor();
    await first.getByText("修改记录").waitFor();

    await second.getByLabel("地址").fill("解放大道口");
    await first.getByRole("button", { name: "编辑", exact: true }).click();
    await first.getByLabel(/^名称/).fill("二号公厕");
    await first.getByRole("button", { name: "保存", exact: true }).click();
    await second.getByRole("heading", { name: "二号公厕" }).waitFor();
    expect(await second.getByLabel("地址").inputValue()).toBe("解放大道口");

    await second.getByText("演示规划员刚刚改了这条记录").waitFor();
    await second.getByRole("button", { name: "保存", exact: true }).click();
    await second.getByText("别人已经改了这条记录").waitFor();
    await second.getByRole("button", { name: "按选择保存" }).click(); // each changed another field
    await second.getByRole("button", { name: "编辑", exact: true }).waitFor();
    const answer = await fetch(
      `${server.origin}/api/districts/zhengxiang/facilities/${toilet.facilityId}`,
    );
    const { facility } = await answer.json();
    expect(facility).toMatchObject({ name: "二号公厕", address: "解放大道口" }); // both edits stand
    await Promise.all([first.close(), second.close()]);
  });

  it("a viewer sees the history and cannot edit; nobody sees neither", async () => {
    const path = `?select=toilets:${toilet.facilityId}`;
    const viewer = await open(`/sign-in${path}`);
    await enterAs(viewer, "查看者");
    await viewer.getByText("修改记录").waitFor();
    expect(await viewer.getByRole("button", { name: "编辑", exact: true }).count()).toBe(0);
    const nobody = await open(`/${path}`);
    await nobody.getByRole("heading", { name: "二号公厕" }).waitFor();
    expect(await nobody.getByText("修改记录").count()).toBe(0);
    await Promise.all([viewer.close(), nobody.close()]);
  });
});
