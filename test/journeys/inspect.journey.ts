import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser, type Misdeeds, openAs } from "./browser.ts";
import { startServer } from "./server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let misdeeds: Misdeeds;

type Listed = {
  total: number;
  inspections: {
    inspectionId: string;
    subject: { code: string };
    score: number;
    receivedAt: string;
  }[];
};
const listed = (): Promise<Listed> =>
  page.evaluate(async () => {
    const answer = await fetch("/api/districts/zhengxiang/ratings/inspections?limit=200");
    return answer.json();
  });

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, inject("loadedStore")), launchBrowser()]);
  ({ page, misdeeds } = await openAs("检查员", browser, server.origin, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  }));
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

const next = async () => {
  const was = await page.locator(".inspect-top h3").first().innerText();
  await page.locator(".inspect-foot .inspect-big").click();
  await page.waitForFunction(
    (title) => document.querySelector(".inspect-top h3")?.textContent !== title,
    was,
  );
};
const heading = () => page.locator(".inspect-top h3").first().innerText();

async function begin(code: string) {
  await page.getByRole("searchbox").fill(code);
  await page.locator(".inspect-row").first().click();
  await page.locator(".inspect-form").waitFor();
}

/** Two points less for the first item of each group, all for the rest; nothing else found; signed in words. */
async function finish() {
  const body = page.locator(".sheet-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  for (; (await heading()) !== "小结与签名"; await next()) {
    const title = await heading();
    if (title === "一票否决") await page.getByText("以上情形均未发现").click();
    else if (title !== "检查位置") {
      const first = page.locator(".inspect-item").first();
      if (await first.getByRole("button", { name: /扣分/, pressed: false }).count()) {
        await first.getByRole("button", { name: "扣分" }).click();
        await first.getByRole("button", { name: /减分/ }).click();
      }
      await page.getByRole("button", { name: /都满分…/ }).click();
      await page.getByRole("button", { name: "都看过，记满分" }).click();
    }
  }
  await page.getByText("不便手写").click();
  await page.getByRole("button", { name: "提交检查" }).click();
  await page.getByText("选择检查对象").waitFor();
}

let before: Listed;

it("takes along what is needed, and says that it opens without a line", async () => {
  await page.goto(`${server.origin}/inspect`);
  await page.getByText("已可离线打开").waitFor();
  before = await listed();
});

it("inspects three facilities without a line, and keeps a draft through a reload", async () => {
  await page.context().setOffline(true);
  await page.getByText("现在没有网络").waitFor();
  await begin("GC002");
  await finish();
  await page.getByText("待发送 1 份").waitFor();
  await begin("GC003");
  await page.locator(".inspect-item").first().getByRole("button", { name: "扣分" }).click();
  await page.locator(".inspect-item").first().getByPlaceholder("哪里、什么情况").fill("地面积水");
  await page.reload(); // in the middle of it
  await page.getByRole("heading", { name: "平湖公园二号公厕" }).waitFor();
  const first = page.locator(".inspect-item").first();
  expect(await first.getByPlaceholder("哪里、什么情况").inputValue()).toBe("地面积水");
  await first.getByRole("button", { name: /减分/ }).click();
  await finish();
  await begin("GC004");
  await finish();
  await page.getByText("待发送 3 份").waitFor();
});

it("still has all three after a reload without a line, and keeps no other page", async () => {
  await page.reload();
  await page.getByText("待发送 3 份").waitFor();
  await expect(page.goto(`${server.origin}/complaints`)).rejects.toThrow(
    "ERR_INTERNET_DISCONNECTED",
  );
  await page.waitForURL("chrome-error://**"); // what a browser shows instead would interrupt the way back
  await page.goto(`${server.origin}/inspect`);
  await page.getByText("待发送 3 份").waitFor();
});

it("sends each once when the line is back, in the order they were made", async () => {
  await page.context().setOffline(false);
  await page.getByText("已收到：槐荫公厕").waitFor();
  await expect.poll(() => page.getByText(/待发送/).count()).toBe(0);
  const after = await listed();
  expect(after.total).toBe(before.total + 3);
  const made = after.inspections.slice(0, 3);
  expect(made.map(({ subject }) => subject.code)).toEqual(["GC004", "GC003", "GC002"]);
  // three groups, of each two points less of a hundred
  expect(made.map(({ score }) => Math.round(score))).toEqual([94, 94, 94]);
  const received = made.map(({ receivedAt }) => Date.parse(receivedAt));
  expect(received).toEqual([...received].sort((a, b) => b - a));
  await page.reload();
  await page.getByText("已可离线打开").waitFor();
  expect((await listed()).total).toBe(before.total + 3);
});

it("leads to the page of what was inspected", async () => {
  await page.getByText(/今天已收到/).waitFor();
  await page.getByRole("link", { name: /槐荫公厕/ }).click();
  await page.waitForURL(/\/facilities\//);
  expect(misdeeds.outside).toEqual([]);
});
