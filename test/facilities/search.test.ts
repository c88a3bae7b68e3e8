import { describe, expect, it } from "vitest";
import { type Findable, searchIndex } from "../../server/facilities/search.ts";

const thing = (code: string, name: string, ...others: string[]): Findable => ({
  code,
  name,
  others,
});

const things = [
  thing("GC-001", "冶金公厕", "Yejin Toilet"),
  thing("GC-0010", "平湖公园公厕", "Pinghu Park Toilet"),
  thing("ZZ-001", "红湘北路中转站", "Hongxiang North Road"),
  thing("", "红湘北路"),
  thing("L-7", "公厕", "GC-001"),
];
const index = searchIndex(things);
const found = (text: string, limit = 10) => index.find(text, limit).map(({ item }) => item);

describe("searchIndex", () => {
  it("puts an exact code first, then codes that begin so, then what else holds it", () => {
    expect(found("GC-001")).toEqual([0, 1, 4]);
  });

  it("puts an exact code first however long its name", () => {
    const two = searchIndex([thing("K-90", "短"), thing("K-9", "一个很长的名称")]);
    expect(two.find("k-9", 2).map(({ item }) => item)).toEqual([1, 0]);
  });

  it("puts an exact name before one that begins so, and that before one that holds it", () => {
    expect(found("红湘北路")).toEqual([3, 2]);
    expect(found("公厕")).toEqual([4, 0, 1]); // among equals the shorter name
  });

  it("finds a piece from the middle of a Chinese name", () => {
    expect(found("湘北")).toEqual([3, 2]);
    expect(found("站")).toEqual([2]);
  });

  it("takes no notice of case, width or outer spaces", () => {
    expect(found("  ｇｃ－００１ ")).toEqual(found("GC-001"));
    expect(found("PINGHU")).toEqual([1]);
  });

  it("does not find two characters that are there but not together", () => {
    expect(found("冶厕")).toEqual([]);
  });

  it("wants every word of several", () => {
    expect(found("公厕 gc-0010")).toEqual([1]);
    expect(found("公厕 中转站")).toEqual([]);
  });

  it.each(["", "   "])("finds nothing for %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("gives no more than asked for", () => {
    expect(found("公", 2)).toHaveLength(2);
  });

  it("agrees with looking at every text, on random names", () => {
    let state = 7;
    const random = (n: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % n;
    };
    const word = () =>
      Array.from({ length: 1 + random(4) }, () => "东西南北路公a1"[random(8)]).join("");
    const names = Array.from({ length: 500 }, () => word() + word());
    const many = searchIndex(names.map((name) => thing("", name)));
    for (let i = 0; i < 200; i++) {
      const asked = word();
      const expected = names.flatMap((name, item) => (name.includes(asked) ? [item] : []));
      const answered = many.find(asked, 1_000).map(({ item }) => item);
      expect(answered.sort((a, b) => a - b)).toEqual(expected);
    }
  });
});
