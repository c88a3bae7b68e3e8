import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openPage } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
const misdeeds: Misdeeds[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** A page of its own, signed in by one click as a role of the demonstration. */
async function as(role: RegExp): Promise<Page> {
  const opened = await openPage(browser, server.origin);
  misdeeds.push(opened.misdeeds);
  await opened.page.goto(`${server.origin}/sign-in`);
  await opened.page.getByRole("button", { name: role }).click();
  await opened.page.getByRole("button", { name: /^账号：/ }).waitFor();
  return opened.page;
}

/** Takes away what the demonstration has on its roster, so that it begins as a bureau's does. */
const clearRoster = (manager: Page) =>
  manager.evaluate(async () => {
    const path = "/api/districts/zhengxiang/duty/shifts";
    const day = (offset: number) =>
      new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    const { shifts } = await (await fetch(`${path}?from=${day(-10)}&to=${day(35)}`)).json();
    for (const { shiftId, revision } of shifts)
      await fetch(`${path}/${shiftId}`, {
        method: "DELETE",
        headers: { "If-Match": `"${revision}"` },
      });
  });

/** The hours up to the first shift of the rota, where nobody has them. */
const putOn = (manager: Page) =>
  manager.evaluate(async () => {
    const path = "/api/districts/zhengxiang/duty";
    const { shift, next } = await (await fetch(`${path}/now`)).json();
    if (shift) return;
    const body = {
      startsAt: new Date(Date.parse(next.startsAt) - 12 * 3_600_000).toISOString(),
      ...{ endsAt: next.startsAt, officer: next.officer, leader: next.leader },
    };
    const headers = { "Content-Type": "application/json" };
    await fetch(`${path}/shifts`, { method: "POST", headers, body: JSON.stringify(body) });
  });

it("a manager fills four weeks of the roster, a duty officer hands over, and the next one takes over", async () => {
  const manager = await as(/^管理者/);
  await clearRoster(manager);
  await manager.goto(`${server.origin}/handover`);
  await manager.getByText("无人值班").waitFor();
  await manager.getByRole("link", { name: "生成值班表" }).click();
  await manager.getByLabel(/值班员（轮流/).fill("演示值班员");
  await manager.getByLabel(/带班领导（轮流/).fill("演示管理者");
  await manager.getByLabel("结束 1", { exact: true }).fill("19:00");
  await manager.getByRole("button", { name: "预览" }).click();
  await manager.getByText(/仍有 \d+ 段时间无人值班/).waitFor();
  await manager.getByLabel("结束 1", { exact: true }).fill("20:00");
  await manager.getByRole("button", { name: "预览" }).click();
  await manager.getByText("照此排班，每一刻都有人值班。").waitFor();
  await manager.getByRole("button", { name: "写入 56 班" }).click(); // 28 days of two shifts
  await manager.getByText("已写入 56 班").waitFor();

  // before eight in the morning no shift of today has begun: the night's is put on by hand
  await putOn(manager);
  const officer = await as(/^值班员/);
  await officer.goto(`${server.origin}/handover`);
  await officer.getByLabel("交班说明").fill("钥匙在值班室");
  await officer.getByRole("button", { name: "交班签字" }).click();
  await officer.getByRole("dialog").getByRole("button", { name: "交班签字" }).click();
  await officer.getByText("须由另一人用自己的账号接班").waitFor();

  await manager.goto(`${server.origin}/handover`);
  await manager.getByRole("button", { name: "接班签字" }).click();
  await manager.getByText("钥匙在值班室").waitFor();
  await manager.getByRole("button", { name: "接班签字" }).click();
  await manager.getByText("演示值班员 → 演示管理者").waitFor();
  expect(misdeeds.flatMap(({ console: said, outside }) => [...said, ...outside])).toEqual([]);
});
