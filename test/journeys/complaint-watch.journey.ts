import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openAs } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
let manager: { page: Page; misdeeds: Misdeeds };
const DISTRICT = "/api/districts/zhengxiang";

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  manager = await as("管理者");
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** Somebody in a role of the demonstration, on a page of their own. */
const as = (role: string) => openAs(role, browser, server.origin);

/** What a page asks the server as whoever is signed in there. */
const ask = (page: Page, method: string, path: string, body: unknown = null) =>
  page.evaluate(
    async ([asked, address, text]) => {
      const answer = await fetch(address, {
        method: asked,
        headers: { "Content-Type": "application/json" },
        ...(text === "null" ? {} : { body: text }),
      });
      return answer.json();
    },
    [method, DISTRICT + path, JSON.stringify(body)] as const,
  );

const numberIn = (words: string) => Number(/[\d,]+/.exec(words)?.[0]?.replaceAll(",", ""));

it("an overdue complaint is put under supervision, its unit answers, and it is off the list", async () => {
  const { page } = manager;
  const handling = await as("承办单位");
  // the demonstration's handling unit has the complaint that is most pressing among those assigned
  const { proposals } = await ask(page, "GET", "/supervisions/proposed");
  const { complaintId, complaintNumber, unit } = proposals.find(
    (one: { unit: string | null }) => one.unit !== null,
  );
  const { units } = await ask(page, "GET", "/units");
  const { unitId } = units.find(({ name }: { name: string }) => name === unit);
  const { accounts } = await ask(page, "GET", "/unit-members");
  const { accountId } = accounts.find(({ roles }: { roles: string[] }) =>
    roles.includes("handling_unit"),
  );
  await ask(page, "PUT", `/units/${unitId}/members`, { accountIds: [accountId] });

  await page.goto(`${server.origin}/complaints/supervision`);
  const issue = page.locator(".supervision-form .button-main");
  await page.getByRole("checkbox", { name: `选择 ${complaintNumber}` }).check();
  await page.getByLabel("督办要求").fill("三日内到场核实，书面回复");
  expect(await issue.innerText()).toBe("督办 1 件");
  await issue.click();
  await page.getByText(`已督办：${complaintNumber}`).waitFor();
  await expect
    .poll(() => page.getByRole("checkbox", { name: `选择 ${complaintNumber}` }).count())
    .toBe(0);

  // the unit sees it with its number and term, and answers
  await handling.page.goto(`${server.origin}/complaints/supervision`);
  const line = handling.page.locator(".supervision-issued > li", { hasText: complaintNumber });
  expect(await line.innerText()).toMatch(/督办〔\d{4}〕\d+号[\s\S]*前回复[\s\S]*书面回复/);
  await line.getByRole("link", { name: "去回复" }).click();
  await handling.page.waitForURL(({ pathname }) => pathname === `/complaints/${complaintId}`);
  await handling.page.locator(".case-steps textarea").fill("已到场清理，照片已上传");
  await handling.page.getByRole("button", { name: "确认回复督办" }).click();
  await handling.page.locator(".case-steps textarea").waitFor({ state: "detached" });
  expect(handling.misdeeds).toEqual({ console: [], outside: [] });
  await handling.page.close();

  await page.goto(`${server.origin}/complaints/supervision?tab=open`);
  await page.getByText("没有等待回复的督办").waitFor();
  await page.getByRole("button", { name: /^已回复/ }).click();
  const answered = page.locator(".supervision-issued > li", { hasText: complaintNumber });
  await answered.getByText("已到场清理，照片已上传").waitFor();
});

it("a reminder is read, and the count falls here and at the register", async () => {
  const { page } = manager;
  const unread = async () => (await ask(page, "GET", "/complaints/reminders?limit=1")).unread;
  // the first round goes out some seconds after the server has begun
  await expect.poll(unread, { timeout: 60_000, interval: 1000 }).toBeGreaterThan(1);
  await page.goto(`${server.origin}/complaints/reminders`);
  const said = page.locator(".watch-count");
  await said.waitFor();
  const before = numberIn(await said.innerText());
  expect(before).toBe(await unread());

  // up to the second one: the first stays unread
  await page.getByRole("button", { name: "此条及更早的标为已读" }).nth(1).click();
  await expect.poll(() => said.innerText()).toBe("1 条未读");
  expect(await page.locator(".watch-inbox > [data-unread]").count()).toBe(1);
  await page.goto(`${server.origin}/complaints`);
  await page.getByRole("link", { name: "提醒 1 条未读" }).click();
  await page.getByRole("button", { name: "全部已读" }).click();
  await page.getByText("没有未读提醒").waitFor();
  expect(await page.locator(".watch-unread").count()).toBe(0);
});

it("a term is changed with what it means, stands after a reload, and goes back to the preset", async () => {
  const { page } = manager;
  await page.goto(`${server.origin}/complaints/terms`);
  const amount = page.getByRole("textbox", { name: "派单 一般：时限" });
  await amount.fill("没有");
  await page.getByText("填 1 至 10000 的整数").waitFor();
  expect(await page.getByRole("button", { name: "保存" }).isDisabled()).toBe(true);
  await amount.fill("45");
  const example = page.getByRole("complementary", { name: "算一算" });
  await example.getByText("含未保存的改动").waitFor();
  await example.getByText(/^45 分钟/).waitFor();
  await page.getByRole("textbox", { name: /^依据/ }).fill("环卫〔2026〕5号");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("已保存，以后起算的时限按此执行。").waitFor();

  await page.reload();
  await amount.waitFor();
  expect(await amount.inputValue()).toBe("45");
  const line = page.locator('[data-row="direct-assign"]');
  expect(await line.innerText()).toMatch(/本区[\s\S]*预设 30 分钟[\s\S]*环卫〔2026〕5号/);

  // somebody else sets the same meanwhile: it is said, and nothing is overwritten unseen
  await amount.fill("50");
  const { own } = await ask(page, "GET", "/complaint-deadlines");
  const rules = own.rules.map((rule: object) => ({ ...rule, amount: 40 }));
  await ask(page, "PUT", "/complaint-deadlines", { ...own, rules });
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("别人刚改过其中的时限").waitFor();
  expect((await ask(page, "GET", "/complaint-deadlines")).own.rules[0].amount).toBe(40);
  await page.getByRole("button", { name: "派单 一般：恢复预设" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("已保存，以后起算的时限按此执行。").waitFor();
  expect(await amount.inputValue()).toBe("30");
  expect((await ask(page, "GET", "/complaint-deadlines")).own).toEqual({});
});

it("a count of a rate opens as many complaints of the register", async () => {
  const { page } = manager;
  for (const column of [0, 2]) {
    await page.goto(`${server.origin}/complaints/rates`);
    const row = page.locator(".rates-table tbody tr").nth(1);
    const link = row.locator("td").nth(column).getByRole("link").first();
    const count = numberIn(await link.innerText());
    expect(count).toBeGreaterThan(0);
    await link.click();
    await page.waitForURL(({ pathname }) => pathname === "/complaints");
    const total = page.locator(".cases-total");
    await expect.poll(async () => numberIn(await total.innerText())).toBe(count);
  }
  expect(manager.misdeeds).toEqual({ console: [], outside: [] });
});
