import { describe, expect, it } from "vitest";
import { candidatesOf } from "../../web/siting/candidates-file.ts";

describe("a file of candidates", () => {
  it("is read with headers in either language, quoted fields, a BOM and Windows line ends", () => {
    const text =
      '\uFEFF名称,经度,纬度,面积,邻避,造价\r\n"东街,北侧",112.5,26.9,80,"居民说""太近""",200000\r\n,112.6,26.8,,,\r\n\r\n';
    expect(candidatesOf(text)).toEqual({
      candidates: [
        {
          ...{ id: "row-2", name: "东街,北侧", position: [112.5, 26.9] },
          ...{ usableAreaSquareMeters: 80, objection: '居民说"太近"', costYuan: 200_000 },
        },
        { id: "row-3", position: [112.6, 26.8] },
      ],
    });
  });

  it.each([
    ["name,lat\na,1", { row: 1, field: "lng" }],
    ["lng,lat\n1,2\nx,2", { row: 3, field: "lng" }],
    ["lng,lat\n1,91", { row: 2, field: "lat" }],
    ["lng,lat\n,2", { row: 2, field: "lng" }],
    ["lng,lat,area\n1,2,much", { row: 2, field: "area" }],
    ["lng,lat,cost\n1,2,-5", { row: 2, field: "cost" }],
    ["", { row: 1, field: "lng" }],
  ])("takes nothing of %j, and names the row", (text, fault) => {
    expect(candidatesOf(text)).toMatchObject({ fault });
  });
});
