import { expect, it } from "vitest";
import { fileNameOf } from "../../web/ui/download.ts";

it.each([
  [`attachment; filename="d-complaints.csv"; filename*=UTF-8''%E6%8A%95%E8%AF%89.csv`, "投诉.csv"],
  [`attachment; filename="d-complaints.csv"`, "d-complaints.csv"],
  ["attachment", null],
  [null, null],
])("a file that comes with %s is called %s", (disposition, name) => {
  expect(fileNameOf(disposition)).toBe(name);
});
