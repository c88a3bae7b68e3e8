import { describe, expect, it } from "vitest";
import type { Facility } from "../../web/facilities/queries.ts";
import { ordered, parseOrder } from "../../web/facilities/register-order.ts";

const facility = (facilityId: string, more: Partial<Facility>): Facility => ({
  facilityId,
  layerId: "toilets",
  kind: "toilet",
  code: facilityId,
  name: facilityId,
  nameEn: null,
  status: "open",
  stars: null,
  address: null,
  owner: null,
  manager: null,
  openedOn: null,
  verifiedOn: null,
  position: [25, 60],
  attributes: null,
  ...more,
});
const COLUMNS = ["name", "code", "status", "stars", "verifiedOn", "stallsMale"];
const order = (sort: string | undefined) => parseOrder(sort, COLUMNS);
const ids = (items: readonly Facility[]) => items.map(({ facilityId }) => facilityId).join("");

describe("the order of the register", () => {
  it("is the server's own until somebody chooses", () => {
    const items = [facility("b", {}), facility("a", {})];
    expect(ordered(items, order(undefined), "zh-CN")).toBe(items);
    expect(order("-owner")).toBeNull(); // a column that is not shown
  });

  it("puts who is not rated last, whether stars go up or down", () => {
    const items = [
      facility("n", {}),
      facility("0", { stars: 0 }),
      facility("5", { stars: 5 }),
      facility("3", { stars: 3 }),
    ];
    expect(ids(ordered(items, order("stars"), "en"))).toBe("035n");
    expect(ids(ordered(items, order("-stars"), "en"))).toBe("530n");
  });

  it("counts in codes: 2 before 10", () => {
    const items = [facility("x", { code: "GC10" }), facility("y", { code: "GC2" })];
    expect(ids(ordered(items, order("code"), "zh-CN"))).toBe("yx");
  });

  it("sorts Chinese names by their sound", () => {
    const items = [
      facility("1", { name: "蒸湘" }), // zhēng
      facility("2", { name: "常胜" }), // cháng
      facility("3", { name: "红湘" }), // hóng
    ];
    expect(ids(ordered(items, order("name"), "zh-CN"))).toBe("231");
    expect(ids(ordered(items, order("-name"), "zh-CN"))).toBe("132");
  });

  it("runs from in use to gone, and leaves equals as they were", () => {
    const items = [
      facility("c", { status: "closed" }),
      facility("p", { status: "planned" }),
      facility("o", {}),
      facility("r", { status: "repair" }),
      facility("q", {}),
    ];
    expect(ids(ordered(items, order("status"), "en"))).toBe("oqrpc");
  });

  it("sorts by what only a kind has, and by days; what is not known comes last", () => {
    const items = [
      facility("n", { attributes: { stallsMale: null } }),
      facility("b", { attributes: { stallsMale: 12 }, verifiedOn: "2026-01-02" }),
      facility("a", { attributes: { stallsMale: 4 }, verifiedOn: "2025-12-31" }),
    ];
    expect(ids(ordered(items, order("stallsMale"), "en"))).toBe("abn");
    expect(ids(ordered(items, order("-stallsMale"), "en"))).toBe("ban");
    expect(ids(ordered(items, order("verifiedOn"), "en"))).toBe("abn");
  });
});
