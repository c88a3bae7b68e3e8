import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let toilet: { facilityId: string; name: string };
const HERE = "/api/districts/zhengxiang/facilities";
const read = async (path: string) => (await fetch(server.origin + path)).json();

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  toilet = (await read(`${HERE}?kind=toilet&limit=3`)).items[2];
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

async function planner(select = ""): Promise<Page> {
  const { page } = await openPage(browser, server.origin);
  await page.goto(`${server.origin}/sign-in${select}`);
  await page.getByRole("button", { name: /^规划员/ }).click();
  await page.getByRole("button", { name: "账号：演示规划员" }).waitFor();
  return page;
}

it("a planner enters a bin with a click on the map, which another open map shows by itself, and takes it back", async () => {
  const [page, other] = [await planner(), await planner()];
  await other.getByRole("link", { name: "台账" }).click();
  await other.getByLabel("名称、编号或地址").fill("旅程新箱");
  await page.getByRole("button", { name: "新增设施" }).click();
  const form = page.getByRole("region", { name: "新增设施" }).first();
  await form.getByRole("button", { name: "果皮箱" }).click();
  await form.getByText("在地图上点它的位置").waitFor();
  await form.getByRole("button", { name: "保存" }).click();
  await form.getByText("必填").first().waitFor();
  await form.getByText("或勾选“位置未知”").first().waitFor();
  await page.mouse.click(640, 420);
  await form.getByText("拖动标记可以调整").waitFor();
  const lng = form.getByLabel("经度（WGS 84）");
  const clicked = Number(await lng.inputValue());
  const pin = await page.getByLabel("新位置").boundingBox();
  await page.mouse.move(pin!.x + pin!.width / 2, pin!.y + pin!.height / 2);
  await page.mouse.down();
  await page.mouse.move(pin!.x + 60, pin!.y + 10, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Number(await lng.inputValue())).toBeGreaterThan(clicked);
  await expect.poll(() => form.getByLabel(/^编号/).inputValue()).toMatch(/^GP\d+$/); // the next free one
  await form.getByLabel(/^名称/).fill("旅程新箱");
  await form.getByLabel(/^编号/).fill("GP0001");
  await form.getByText("同类设施中已有这个编号").waitFor(); // said before one saves
  let asked = 0;
  page.on("dialog", (dialog) => {
    asked++;
    void dialog.dismiss();
  });
  await page.keyboard.press("Escape"); // leaves the field
  await page.keyboard.press("Escape"); // and would leave the form: asks first
  await expect.poll(() => asked).toBe(1);
  expect(await form.getByLabel(/^名称/).inputValue()).toBe("旅程新箱");
  await form.getByLabel(/^编号/).fill("GPX-J-1");
  await form.getByRole("button", { name: "保存" }).click();
  await page.getByText("已新增 旅程新箱").waitFor();
  await other.getByRole("row", { name: /旅程新箱/ }).waitFor(); // how soon: npm run bench -- live
  await page.getByRole("heading", { name: "旅程新箱" }).waitFor();

  const failed: string[] = [];
  page.on("response", (answer) => {
    if (answer.status() >= 400) failed.push(`${answer.status()} ${answer.url()}`);
  });
  await page.keyboard.press("Control+z");
  await page.getByText("已撤销：新增 旅程新箱").waitFor();
  await page.getByRole("heading", { name: "旅程新箱" }).waitFor({ state: "detached" });
  expect(failed).toEqual([]); // nobody asks for what is gone
  expect((await read(`${HERE}?q=GPX-J-1`)).total).toBe(0);
  await page.keyboard.press("Control+Shift+z");
  await page.getByText("已重做：新增 旅程新箱").waitFor();
  expect((await read(`${HERE}?q=GPX-J-1`)).total).toBe(1);
  await Promise.all([page.close(), other.close()]);
});

it("moves a toilet meter by meter, is warned by a standard, says that nobody manages it, and undoes it all", async () => {
  const page = await planner(`?select=toilets:${toilet.facilityId}`);
  const before = (await read(`${HERE}/${toilet.facilityId}`)).facility;
  await page.getByRole("button", { name: "移动", exact: true }).click();
  await page.getByText("拖动标记").waitFor();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowUp");
  await page.getByText("移动 5.0 米").waitFor();
  let writes = 0;
  await page.route("**/facilities/*", async (route) => {
    if (route.request().method() === "PATCH") {
      writes++;
      await new Promise((done) => setTimeout(done, 500)); // a slow line
    }
    await route.continue();
  });
  for (let i = 0; i < 3; i++) await page.keyboard.press("Enter"); // held down
  await page.getByText(`已移动 ${toilet.name}`).waitFor();
  await expect.poll(() => writes).toBe(1);
  await page.unrouteAll({ behavior: "wait" });
  const moved = (await read(`${HERE}/${toilet.facilityId}`)).facility;
  expect(moved.position[1]).toBeGreaterThan(before.position[1]);

  await page.getByRole("button", { name: "编辑", exact: true }).click();
  await page.getByLabel("男厕位").fill("6");
  await page.getByLabel("女厕位").fill("4");
  await page.getByText("CJJ 14-2016").waitFor();
  await page.getByLabel(/无人管理/).check();
  await page.keyboard.press("Escape"); // leaves the field, and keeps what was typed
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("button", { name: "编辑", exact: true }).waitFor();
  expect((await read(`${HERE}/${toilet.facilityId}`)).facility).toMatchObject({
    manager: "",
    attributes: { stallsMale: 6, stallsFemale: 4 },
  });
  await page.keyboard.press("Control+z");
  await page.getByText(`已撤销：保存 ${toilet.name}`).waitFor();
  await page.keyboard.press("Control+z");
  await expect
    .poll(async () => (await read(`${HERE}/${toilet.facilityId}`)).facility.position)
    .toEqual(before.position);
  const after = (await read(`${HERE}/${toilet.facilityId}`)).facility;
  expect({ ...after, verifiedBy: null }).toEqual({ ...before, verifiedBy: null });
  await page.close();
});

it("closes a toilet with a reason and opens it again with Ctrl+Z", async () => {
  const page = await planner(`?select=toilets:${toilet.facilityId}`);
  await page.getByRole("heading", { name: toilet.name }).waitFor();
  await page.locator(".edit-bar").getByRole("button", { name: "关闭" }).click();
  await page.getByLabel("原因").fill("改造");
  await page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();
  await page.getByText(`已关闭 ${toilet.name}`).waitFor();
  expect((await read(`${HERE}/${toilet.facilityId}`)).facility.status).toBe("closed");
  await page.keyboard.press("Control+z");
  await page.getByText(`已撤销：关闭 ${toilet.name}`).waitFor();
  expect((await read(`${HERE}/${toilet.facilityId}`)).facility.status).toBe("open");
  await page.close();
});

it("shows two people who edit the same toilet both versions, loses nothing, and saves what is chosen field by field", async () => {
  const select = `?select=toilets:${toilet.facilityId}`;
  const [page, other] = [await planner(select), await planner(select)];
  const form = (of: Page) => of.locator("form.edit-form");
  for (const each of [page, other]) {
    await each.getByRole("button", { name: "编辑", exact: true }).click();
    await form(each).getByLabel(/^名称/).waitFor();
  }
  await form(page).getByLabel(/^名称/).fill("北门公厕");
  await form(page).getByLabel(/^地址/).fill("我写的地址");
  await form(other).getByLabel(/^地址/).fill("别人写的地址");
  await form(other)
    .getByLabel(/^男厕位/)
    .fill("7");
  await form(other).getByRole("button", { name: "保存", exact: true }).click();
  await other.getByText(`已保存 ${toilet.name}`).waitFor();

  await form(page).getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("您的输入还在").waitFor();
  const settle = page.getByRole("button", { name: "按选择保存" });
  await expect.poll(() => settle.isDisabled()).toBe(true);
  await page.getByText("还要选：地址", { exact: true }).waitFor(); // the rest only one of them changed
  const address = page.getByRole("radiogroup", { name: "地址" });
  const [mine, theirs] = [address.getByLabel("我的"), address.getByLabel("现在的")];
  const [left, right] = [await mine.boundingBox(), await theirs.boundingBox()];
  expect(right!.x - left!.x).toBeGreaterThan(100); // side by side, and wide enough to read
  await mine.check();
  await settle.click();
  await page.getByText("已保存 北门公厕").waitFor();
  const now = (await read(`${HERE}/${toilet.facilityId}`)).facility;
  expect(now).toMatchObject({ name: "北门公厕", address: "我写的地址" });
  expect(now.attributes.stallsMale).toBe(7);
  await Promise.all([page.close(), other.close()]);
});

it("says beside the button that the session has ended, keeps what was typed, and saves once one is signed in again", async () => {
  const page = await planner(`?select=toilets:${toilet.facilityId}`);
  await page.getByRole("button", { name: "编辑", exact: true }).click();
  const address = page.locator("form.edit-form").getByLabel(/^地址/);
  await address.fill("新地址");
  await page.context().clearCookies();
  const save = page.getByRole("button", { name: "保存", exact: true });
  await save.click();
  const dialog = page.getByRole("dialog", { name: "登录已结束" });
  await dialog.getByRole("button", { name: "以演示规划员继续" }).click();
  await dialog.waitFor({ state: "detached" });
  const said = page.getByText("登录已失效");
  const [above, button] = [await said.boundingBox(), await save.boundingBox()];
  expect(button!.y - above!.y).toBeLessThan(80);
  expect(await address.inputValue()).toBe("新地址");
  await save.click();
  await page.getByText(/^已保存 /).waitFor();
  expect((await read(`${HERE}/${toilet.facilityId}`)).facility.address).toBe("新地址");
  await page.close();
});
