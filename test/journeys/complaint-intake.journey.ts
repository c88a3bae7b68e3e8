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

async function officer(): Promise<Page> {
  const { page } = await openPage(browser, server.origin);
  await page.goto(`${server.origin}/sign-in`);
  await page.getByRole("button", { name: /^值班员/ }).click();
  await page.getByRole("button", { name: "账号：演示值班员" }).waitFor();
  await page.goto(`${server.origin}/complaints/new`);
  await page.locator("input[name=channel]:checked:focus").waitFor(); // the form waits for keys
  return page;
}

/** From the channel to the place, without the mouse. */
async function typeCase(page: Page, place: string) {
  await page.keyboard.press("1"); // and on to the category
  await page.keyboard.type("02");
  await page.getByRole("option", { name: /暴露垃圾/ }).waitFor();
  await page.keyboard.press("Tab"); // picks what is marked
  await page.keyboard.type("路口垃圾堆了两天");
  await page.keyboard.press("Tab");
  await page.keyboard.type(place);
  await page.keyboard.press("Enter"); // before the answer is there: the best of what comes
  await page.getByLabel("方位").and(page.locator(":focus")).waitFor();
}

const numberOn = async (page: Page) => {
  await page.getByText("已登记", { exact: true }).waitFor();
  return page.locator(".intake-number").innerText();
};

it("takes a complaint by keyboard alone, and links the next one to it as a duplicate", async () => {
  const page = await officer();
  await typeCase(page, "解放大道12号对面");
  expect(await page.getByLabel("方位").inputValue()).toBe("对面");
  await page.getByLabel("投诉地点").waitFor(); // the pin
  await page.keyboard.press("Tab");
  await page.keyboard.type("0000-7654321");
  await page.getByText("此号码没有来过").waitFor();
  await page.keyboard.press("Control+Enter");
  const number = await numberOn(page);
  expect(number).toMatch(/^TS\d{8}\d{4}$/);

  await page.keyboard.press("Enter"); // another
  await page.getByText(`上一件 ${number} 已登记`).waitFor();
  await page.locator("input[name=channel]:checked:focus").waitFor();
  await typeCase(page, "解放大道12号对面");
  await page.getByRole("button", { name: `并入 ${number}` }).waitFor();
  await page.keyboard.press("F2");
  await page.keyboard.press("Enter");
  await page.getByText(`并入 ${number}，由它的承办单位一并办理`).waitFor();
  await page.keyboard.press("Control+Enter");
  expect(Number((await numberOn(page)).slice(2)) - Number(number.slice(2))).toBe(1);
  await page.getByText(`已并入 ${number}`).waitFor();
  await page.close();
});

it("makes one complaint of a reply that was lost, and says so", async () => {
  const page = await officer();
  await typeCase(page, "解放大道");
  const keys: (string | undefined)[] = [];
  const answered: number[] = [];
  await page.route("**/complaints", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    keys.push(route.request().headers()["idempotency-key"]);
    const answer = await route.fetch(); // it arrives
    answered.push(answer.status());
    if (keys.length === 1)
      await route.abort(); // and its answer does not
    else await route.fulfill({ response: answer });
  });
  await page.keyboard.press("Control+Enter");
  await page.getByText("先前那次其实已经送到").waitFor();
  expect(answered).toEqual([201, 200]);
  expect(keys[1]).toBe(keys[0]);
  await page.close();
});

it("keeps what was typed, and its key, over a reload, and asks before one leaves", async () => {
  const page = await officer();
  await typeCase(page, "解放大道");
  let asked = 0;
  page.on("dialog", (dialog) => {
    asked++;
    void (dialog.type() === "beforeunload" ? dialog.accept() : dialog.dismiss());
  });
  const keyOf = () =>
    page.evaluate(() => JSON.parse(sessionStorage.getItem("huanwei.intake") ?? "{}").key);
  const key = await keyOf();
  await page.reload();
  await expect.poll(() => page.getByLabel("内容").inputValue()).toBe("路口垃圾堆了两天");
  expect(await keyOf()).toBe(key);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("路口垃圾");
  const before = asked;
  await page.getByRole("link", { name: "台账" }).click();
  await expect.poll(() => asked).toBeGreaterThan(before);
  expect(new URL(page.url()).pathname).toBe("/complaints/new");
  await page.close();
});
