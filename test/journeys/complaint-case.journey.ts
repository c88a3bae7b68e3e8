import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, openAs } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
const DISTRICT = "/api/districts/zhengxiang";

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** Somebody in a role of the demonstration, on a page of their own. */
const as = (role: string, options = {}) => openAs(role, browser, server.origin, options);

/** What a page asks the server as whoever is signed in there. */
const ask = (page: Page, method: string, path: string, body: unknown = null, headers = {}) =>
  page.evaluate(
    async ([asked, address, text, more]) => {
      const answer = await fetch(address, {
        method: asked,
        headers: { "Content-Type": "application/json", ...more },
        ...(text === "null" ? {} : { body: text }),
      });
      return answer.json();
    },
    [method, DISTRICT + path, JSON.stringify(body), headers] as const,
  );

it("a complaint is assigned, seen to on a telephone with a photograph, answered and settled with its four marks", async () => {
  const phone = await as("承办单位", {
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const manager = await as("管理者");
  const { units } = await ask(manager.page, "POST", "/units", { name: "清扫一队" });
  const { unitId } = units.find(({ name }: { name: string }) => name === "清扫一队");
  const { accounts } = await ask(manager.page, "GET", "/unit-members");
  const { accountId } = accounts.find(({ roles }: { roles: string[] }) =>
    roles.includes("handling_unit"),
  );
  await ask(manager.page, "PUT", `/units/${unitId}/members`, { accountIds: [accountId] });
  await manager.page.close();

  const duty = await as("值班员");
  const { complaintId, number } = await ask(
    duty.page,
    "POST",
    "/complaints",
    {
      ...{ channel: "telephone", category: "road-dirty", text: "路口有泥浆，扬尘很大" },
      ...{ unitId: null, reporter: { telephone: "0000-1234567" } },
    },
    { "Idempotency-Key": "journey-complaint-case" },
  );
  const address = `${server.origin}/complaints/${complaintId}`;
  await duty.page.goto(address);
  await duty.page.getByRole("heading", { name: number }).waitFor();
  await duty.page.getByRole("button", { name: /^派单/ }).click();
  await duty.page.getByLabel(/^承办单位/).selectOption(unitId);
  await duty.page.getByRole("button", { name: "确认派单" }).click();
  await duty.page.locator(".case-state", { hasText: "已交办" }).waitFor();

  await phone.page.goto(address);
  const accept = phone.page.getByRole("button", { name: "受理" });
  const place = await accept.boundingBox();
  expect(place!.y).toBeGreaterThan(844 / 2); // within reach of the thumb
  expect(place!.height).toBeGreaterThanOrEqual(44);
  await accept.click();
  await phone.page.getByRole("button", { name: "确认受理" }).click();
  await phone.page.getByText(/办结还缺：有人出现场、有处理结果、有反馈/).waitFor();
  await phone.page.getByRole("button", { name: "到场" }).click();
  await phone.page.getByRole("button", { name: "确认到场" }).click();
  await phone.page.getByRole("button", { name: "填报结果" }).click();
  await phone.page.getByRole("textbox", { name: "说明" }).fill("已冲洗路面");
  const buffer = await sharp({
    create: { width: 800, height: 600, channels: 3, background: "#7a8" },
  })
    .jpeg()
    .toBuffer();
  await phone.page
    .getByLabel("添加照片 处理后")
    .first()
    .setInputFiles([{ name: "after.jpg", mimeType: "image/jpeg", buffer }]);
  await phone.page.getByRole("img", { name: "处理后照片 1" }).waitFor({ state: "attached" });
  await phone.page.getByRole("button", { name: "确认填报结果" }).click();
  await phone.page.locator(".case-state", { hasText: "有处理结果" }).waitFor();
  expect(phone.misdeeds).toEqual({ console: [], outside: [] });
  await phone.page.close();

  // the officer's page was open meanwhile: it says what was done, and needs no reloading
  await duty.page.locator(".case-news", { hasText: "填报结果" }).waitFor();
  await duty.page.getByText("办结还缺：有反馈").waitFor();
  await duty.page.getByRole("button", { name: /查看投诉人/ }).click();
  await duty.page.getByText("0000-1234567").waitFor();
  await duty.page.getByRole("button", { name: /^反馈/ }).click();
  await duty.page.getByRole("button", { name: "已答复本人" }).click();
  await duty.page.getByRole("button", { name: "满意", exact: true }).click();
  await duty.page.getByRole("button", { name: "确认反馈" }).click();
  await duty.page.getByRole("button", { name: /^办结/ }).click();
  await duty.page.getByRole("button", { name: "确认办结" }).click();
  await duty.page.locator(".case-state", { hasText: "已办结" }).waitFor();
  expect(await duty.page.locator(".case-marks > [data-how=met]").count()).toBe(4);
  await duty.page.getByRole("button", { name: "答复函" }).click();
  const letter = duty.page.getByRole("textbox", { name: "答复函" });
  expect(await letter.innerText()).toContain("已冲洗路面");
  await duty.page.keyboard.press("Escape"); // puts the letter away, and the case stays
  await duty.page.getByRole("heading", { name: number }).waitFor();
  expect(duty.misdeeds).toEqual({ console: [], outside: [] });
  await duty.page.close();
}, 180_000);

it("what was taken down is corrected: its category by keyboard, its unclear place by name, and nothing typed is lost", async () => {
  const { page, misdeeds } = await as("值班员");
  const taken = await ask(
    page,
    "POST",
    "/complaints",
    {
      channel: "telephone",
      category: "road-dirty",
      text: "桥头有泥浆",
      address: "桥头",
      unitId: null,
    },
    { "Idempotency-Key": "journey-complaint-correction" },
  );
  const path = `/complaints/${taken.complaintId}`;
  await page.goto(server.origin + path);
  await page.getByRole("button", { name: "确定地点" }).click();
  await page.getByRole("heading", { name: "更正投诉" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("02");
  await page.getByRole("option", { name: /暴露垃圾/ }).waitFor();
  await page.keyboard.press("Tab"); // picks what is marked
  await page.getByRole("button", { name: "重选地点" }).click();
  await page.getByRole("combobox", { name: "地点" }).fill("解放大道12号");
  await page.keyboard.press("Enter"); // before the answer is there: the best of what comes
  await page.getByLabel("投诉地点").waitFor(); // the pin

  // somebody else was first: it is told, and what was typed stays
  const other = { "If-Match": `"${taken.revision}"` };
  await ask(page, "PATCH", path, { importance: "urgent" }, other);
  await page.locator(".case-theirs", { hasText: "重要程度 → 紧急" }).waitFor();
  await page.keyboard.press("Control+Enter");
  const facts = page.locator(".case-facts");
  await facts.getByText("暴露垃圾").waitFor();
  await facts.getByText(/解放大道12号/).waitFor();
  const told = page.locator(".case-corrected").last();
  expect(await told.innerText()).toMatch(/类别 道路不洁 → 暴露垃圾/);
  expect(await told.innerText()).toMatch(/位置 未定 → 112\.\d{6}, 26\.\d{6}/);
  const now = await ask(page, "GET", path);
  expect(now).toMatchObject({ importance: "urgent", placeKind: "street", text: "桥头有泥浆" });
  expect(misdeeds).toEqual({ console: [], outside: [] });
  await page.close();
}, 120_000);
