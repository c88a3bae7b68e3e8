import { launchBrowser, openPage } from "./test/journeys/browser.ts";
const B = "http://127.0.0.1:18571";
const browser = await launchBrowser();
const shots = process.argv.slice(2); // name|lang|theme|size|query
for (const shot of shots) {
  const [name, lang, theme, size, query] = shot.split("|");
  const [width, height] = size === "p" ? [390, 844] : [1440, 900];
  const { page, misdeeds } = await openPage(browser, B, { isDrawn: true, viewport: { width, height }, locale: lang, colorScheme: theme as never });
  await page.addInitScript((l) => { localStorage.setItem("huanwei-atlas.language", l); }, lang === "en-US" ? "en" : "zh-CN");
  const r = await page.request.post(`${B}/api/session`, { data: { loginName: "admin", password: "broom-and-spade-9" }, headers: { Origin: B } });
  if (!r.ok()) console.log("session", r.status(), await r.text());
  await page.goto(`${B}/coverage?${query}`);
  await page.waitForTimeout(6000);
  if (name.includes("+")) { await page.locator(".lens-list .cov-row").nth(Number(name.split("+")[1])).click(); await page.waitForTimeout(3500); }
  if (name.includes("!")) await page.evaluate(() => document.querySelector(".lens-files")?.scrollIntoView({ block: "end" }));
  await page.screenshot({ path: `/tmp/h/lensans-${name.replace(/[+!]/g, "-")}.png` });
  if (misdeeds.console.length || misdeeds.outside.length) console.log(name, JSON.stringify(misdeeds).slice(0, 500));
  await page.close();
}
await browser.close();
