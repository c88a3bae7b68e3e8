import { expect, it } from "vitest";
import { ageOf, freshnessOf } from "../../web/wall/freshness.ts";
import { words } from "../../web/wall/words.ts";

const say = (ms: number) => words["zh-CN"].ago(ageOf(ms));

it("tells an age in the unit people would say it in, never older than it is", () => {
  expect(say(0)).toBe("刚刚");
  expect(say(4_999)).toBe("刚刚");
  expect(say(5_000)).toBe("5 秒前");
  expect(say(59_999)).toBe("55 秒前");
  expect(say(60_000)).toBe("1 分钟前");
  expect(say(3_599_999)).toBe("59 分钟前");
  expect(say(3_600_000)).toBe("1 小时前");
  expect(say(47 * 3_600_000)).toBe("47 小时前");
  expect(say(48 * 3_600_000)).toBe("2 天前");
});

it("says nothing of the future where a clock goes ahead", () => {
  expect(say(-90_000)).toBe("刚刚");
});

it("is old after three times its interval, and dead after ten", () => {
  const now = 1_000_000;
  expect(freshnessOf(null, now, 10_000)).toBe("unknown");
  expect(freshnessOf(now - 30_000, now, 10_000)).toBe("fresh");
  expect(freshnessOf(now - 30_001, now, 10_000)).toBe("old");
  expect(freshnessOf(now - 100_000, now, 10_000)).toBe("old");
  expect(freshnessOf(now - 100_001, now, 10_000)).toBe("dead");
});
