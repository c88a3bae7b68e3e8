import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskPersonal } from "../../server/complaints/mask.ts";

// every number here is generated or of repeated digits: nobody's
const ASCII = "0123456789";
const WIDE = "０１２３４５６７８９";
const SPOKEN = [
  "零一二三四五六七八九",
  "〇幺二三四五六七八九",
  "洞幺两三四五六拐八勾".replace("两", "二"),
  "零壹贰叁肆伍陆柒捌玖",
];

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const digits = (count: number) =>
  fc.array(digit, { minLength: count, maxLength: count }).map((list) => list.join(""));
const sized = (...sizes: number[]) => fc.constantFrom(...sizes).chain(digits);

/** The groups that a number may be written in; each adds up to its length. */
function cut(number: string, groups: readonly number[]): string[] {
  let from = 0;
  const parts = groups.map((length) => {
    from += length;
    return number.slice(from - length, from);
  });
  return from < number.length ? [...parts, number.slice(from)] : parts;
}
const separator = fc.constantFrom("", " ", "-", "－", " - ", "　", "—", "\u200b");

/** A number in any spelling: groups or single digits apart, wide, spoken or mixed signs. */
const spelled = (number: string, groupings: readonly (readonly number[])[]) =>
  fc
    .tuple(
      fc.constantFrom(...groupings, Array<number>(number.length).fill(1)),
      separator,
      fc.constantFrom(ASCII, WIDE, ...SPOKEN),
      fc.constantFrom(ASCII, WIDE),
      fc.boolean(),
    )
    .map(([groups, between, signs, others, isMixed]) =>
      cut(number, groups)
        .map((part, i) =>
          part.replace(/\d/g, (d) => [...(isMixed && i % 2 ? others : signs)][Number(d)]!),
        )
        .join(between),
    );

const mobile = fc
  .tuple(fc.integer({ min: 3, max: 9 }), digits(9))
  .map(([second, rest]) => `1${second}${rest}`)
  .chain((number) =>
    spelled(number, [[11], [3, 4, 4], [4, 3, 4], [3, 3, 5], [7, 4], [5, 6], [3, 8]]),
  );
const landline = fc
  .tuple(fc.constantFrom("010", "021", "0734", "0755"), fc.integer({ min: 2, max: 8 }), sized(6, 7))
  .chain(([area, first, rest]) => {
    const number = `${first}${rest}`;
    return spelled(area + number, [[area.length], [area.length, 4], [area.length, 3]]);
  });
const service = fc
  .tuple(fc.constantFrom("400", "800"), digits(7))
  .chain(([code, rest]) => spelled(code + rest, [[10], [3, 3, 4], [3, 4, 3], [3, 7], [4, 3, 3]]));
const region = fc
  .tuple(fc.integer({ min: 1, max: 8 }), digits(5))
  .map(([first, rest]) => `${first}${rest}`);
const date = fc
  .date({ min: new Date("1930-01-01"), max: new Date("2020-12-31"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10).replaceAll("-", ""));
const identity18 = fc
  .tuple(region, date, digits(3), fc.constantFrom(..."0123456789XxＸ"))
  .chain(([place, born, serial, check]) =>
    spelled(place + born + serial, [[17], [6, 8], [6, 4, 4], [3, 3, 4, 4], [6, 4, 2, 2]]).map(
      (start) => start + check,
    ),
  );
const identity15 = fc
  .tuple(region, date, digits(3))
  .chain(([place, born, serial]) =>
    spelled(place + born.slice(2) + serial, [[15], [6, 6], [3, 3, 6]]),
  );
const card = fc
  .tuple(
    fc.constantFrom("62", "4", "5", "60", "9558"),
    digits(17),
    fc.integer({ min: 16, max: 19 }),
  )
  .map(([issuer, rest, length]) => (issuer + rest).slice(0, length))
  .chain((number) => spelled(number, [[number.length], [4, 4, 4, 4], [6, number.length - 6]]));

/** What people write around a number; none ends in a digit, which would make it a longer one. */
const around = fc.constantFrom(
  "",
  "，",
  "我的号码是",
  "请打：",
  "Tel:",
  "tel",
  "2026年3月2日来电，",
  "解放大道12号，",
  "TS202603020001，",
  "（",
  "😀",
  "联系人一",
);
const after = fc.constantFrom(
  "",
  "。",
  "，谢谢",
  "一直没人接",
  "）",
  " 转12345",
  "abc",
  "，12345不管",
  "😀",
);

describe("maskPersonal", () => {
  it.each([
    ["mobile numbers", mobile, "[电话]"],
    ["landlines with their area code", landline, "[电话]"],
    ["400 and 800 numbers", service, "[电话]"],
    ["identity cards of 18", identity18, "[证件号]"],
    ["identity cards of 15", identity15, "[证件号]"],
    ["bank cards", card, "["],
  ])("lets none of generated %s through, in any spelling, in any sentence", (_, number, label) => {
    fc.assert(
      fc.property(around, number, after, (before, written, rest) => {
        const masked = maskPersonal(before + written + rest);
        expect(masked.text).not.toContain(written);
        // spoken digits have no borders, so the kind is not always told
        expect(masked.text).toContain(/[\p{Script=Han}〇]/u.test(written) ? "[" : label);
        expect(masked.count).toBeGreaterThanOrEqual(1);
        // what is left has no run of digits but those of the sentence around
        const left = (before + rest).replace(/\D/g, "").length;
        expect(masked.text.normalize("NFKC").replace(/\D/g, "").length).toBeLessThanOrEqual(left);
        expect(masked.text.startsWith(before.replace(/一$/, ""))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("lets no generated mobile number through between any two texts that do not go on with a digit", () => {
    const text = fc
      .string({ unit: "binary", maxLength: 12 })
      .map((any) => any.replace(/\p{N}/gu, "x"));
    fc.assert(
      fc.property(text, mobile, text, (before, written, rest) => {
        expect(maskPersonal(`${before}。${written}。${rest}`).text).not.toContain(written);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["投诉编号 TS202603020001", "complaint numbers"],
    ["编号202603020001", "their digits alone"],
    ["12345 转办单 GD20260302153000123", "numbers of other offices"],
    ["2026年3月2日 10:30，2026-03-02 10:30:00", "days and times"],
    ["来电话：20260302", "a day after 电话"],
    ["2023 2024 2025 2026 年", "years in a row"],
    ["解放大道138号，13-2-1301 2026年", "house numbers"],
    ["3-2-1301 2026-03-02 10:30，1301 2026-3-15，收费400 2026-3-15", "doors and days"],
    ["1、3、5、7、9、11、13、15号门前", "doors in a row"],
    ["距路口1380米，面积 15000 平方米，400 米外", "distances"],
    ["112.6071234,26.8931234", "coordinates"],
    ["公厕 GC-0138，箱体 LJX13800001", "facility codes"],
    ["部件编码 4304070301000123、单元网格：430407001002003", "codes of parts and cells"],
    ["灯杆号 LD-0123，路灯编号：0734012345", "lamp-posts"],
    ["打过12345、12319、110、96128，都没有用", "hotlines"],
    ["微信12345平台，QQ 12319", "hotlines after 微信"],
    ["一三五七九号楼，十一月二十三日，二〇二六年三月", "spoken numbers that are no telephone"],
    ["微信小程序投诉，QQ群里都在说", "accounts that are not named"],
    ["user@ 垃圾@所有人", "what is no address"],
  ])("leaves %s (%s)", (text) => {
    expect(maskPersonal(text)).toEqual({ text, count: 0 });
  });

  it.each([
    ["邮箱 a.b-c@example.com，", "邮箱 [邮箱]，"],
    ["邮箱ａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "邮箱[邮箱]"],
    ["微信号：abc_12345。", "微信号：[账号]。"],
    ["加V abc12345", "加V [账号]"],
    ["QQ号是100000001", "QQ号是[账号]"],
    ["微信同13800000000", "微信同[电话]"],
    ["+86 138-0000-0000", "[电话]"],
    ["0086 734 8000000", "[电话]"],
    ["（0734）8000000转802", "[电话]"],
    ["联系电话：8000000", "联系电话：[电话]"],
    ["13800000000 13900000000", "[电话] [电话]"],
    ["13800000000 12345", "[电话] 12345"],
    ["幺三八零零零零零零零零 12345", "[电话] 12345"],
    ["一三八零零零零零零零零一直不通", "[电话]一直不通"],
    ["公厕旁捡到卡6222000000000000", "公厕旁捡到卡[卡号]"],
  ])("reads %s as %s", (text, masked) => {
    expect(maskPersonal(text).text).toBe(masked);
  });

  it("masks the names it is given, apart or not, the longer first, and no single character", () => {
    const names = ["某甲", "某甲乙", "号", "A. Nobody", ""];
    expect(maskPersonal("某甲乙和某 甲住5号，a. nobody", names)).toEqual({
      text: "[姓名]和[姓名]住5号，[姓名]",
      count: 3,
    });
  });

  it("says the same of a text that is masked already", () => {
    fc.assert(
      fc.property(around, fc.oneof(mobile, landline, card, identity18), after, (...parts) => {
        const { text } = maskPersonal(parts.join(""));
        expect(maskPersonal(text)).toEqual({ text, count: 0 });
      }),
    );
  });

  it("leaves nothing as it is, and takes long texts", () => {
    expect(maskPersonal("")).toEqual({ text: "", count: 0 });
    const long = "暴露垃圾无人清运，a.b-c_d ".repeat(2000);
    expect(maskPersonal(long)).toEqual({ text: long, count: 0 });
  });
});
