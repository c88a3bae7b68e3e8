import { expect, it } from "vitest";
import { byName } from "../../data/name-order.ts";

it("lists names by the numbers in them, in either writing", () => {
  const given = [
    "清扫公司十一班",
    "清扫公司二班",
    "清扫公司一班",
    "10号",
    "清扫公司十班",
    "2号",
    "清扫公司二十班",
  ];
  expect(given.toSorted(byName("zh-CN"))).toEqual([
    ...["2号", "10号"],
    ...["清扫公司一班", "清扫公司二班", "清扫公司十班", "清扫公司十一班", "清扫公司二十班"],
  ]);
});

it("tells names apart that number the same, always the same way round", () => {
  expect(["3班", "三班"].toSorted(byName("zh-CN"))).toEqual(
    ["三班", "3班"].toSorted(byName("zh-CN")),
  );
  expect(byName("zh-CN")("一百零二路", "一百二十路")).toBeLessThan(0);
});
