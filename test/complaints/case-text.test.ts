import { describe, expect, it } from "vitest";
import { foldedText, searchWords, textSearch } from "../../server/complaints/case-text.ts";
import { seededRandom } from "../worlds/layer.ts";

function found(search: ReturnType<typeof textSearch>, text: string): number[] {
  const documents: number[] = [];
  search.search(searchWords(text), (some) => documents.push(...some));
  return documents;
}

function searchOf(texts: readonly string[]) {
  const search = textSearch();
  for (const text of texts) search.append(foldedText(text));
  return search;
}

const TEXTS = [
  "市民反映解放路有一堆暴露垃圾，请清理", // 0
  "垃圾 满溢", // 1
  "车牌ＡＢＣ１２３撒漏", // 2
  "🗑️倒了，旁边是🚮", // 3
  "", // 4
  "面积50㎡", // 5
  "Straße KÖLN", // 6
  "垃", // 7
];

describe("search in texts", () => {
  const search = searchOf(TEXTS);
  it.each([
    { asked: "暴露垃圾", documents: [0] }, // in the middle of a sentence
    { asked: "垃圾", documents: [0, 1] },
    { asked: "圾满", documents: [] }, // not over a space
    { asked: "满溢 垃圾", documents: [1] }, // words in any order
    { asked: "  垃圾　请 ", documents: [0] },
    { asked: "垃", documents: [0, 1, 7] },
    { asked: "理", documents: [0] }, // the last character of a text
    { asked: "abc1", documents: [2] }, // neither width nor case
    { asked: "Ｃ１", documents: [2] },
    { asked: "🚮", documents: [3] },
    { asked: "🚮🚮", documents: [] },
    { asked: "m2", documents: [5] },
    { asked: "50㎡", documents: [5] },
    { asked: "köln", documents: [6] },
    { asked: "ß", documents: [6] },
    { asked: "从未出现", documents: [] },
  ])("finds $asked in $documents", ({ asked, documents }) => {
    expect(found(search, asked)).toEqual(documents);
  });

  it("asks for nothing with no words", () => {
    expect(searchWords(" 　\n")).toEqual([]);
    expect(() => search.search([], () => {})).toThrow(RangeError);
  });

  it("knows whether a text is the one it has", () => {
    expect(search.isText(1, "垃圾 满溢")).toBe(true);
    expect(search.isText(1, "垃圾 满溢了")).toBe(false);
    expect(search.isText(1, "垃圾 满意")).toBe(false);
    expect(search.isText(4, "")).toBe(true);
  });

  it("finds in many texts what looking at each finds, in lists and in what was added last", () => {
    const random = seededRandom(11);
    const letters = [..."垃圾暴露路面公厕臭味ab1 🗑"];
    const draw = (length: number) =>
      Array.from({ length }, () => letters[Math.floor(random() * random() * letters.length)]).join(
        "",
      );
    // enough for large segments, small ones, and a tail
    const texts = Array.from({ length: 100_000 }, () => draw(Math.floor(random() * 14)));
    const search = searchOf(texts);
    const folded = texts.map(foldedText);
    for (let i = 0; i < 40; i++) {
      const words = searchWords(draw(1 + (i % 6)));
      if (words.length === 0) continue;
      const expected = folded.flatMap((text, document) =>
        words.every((word) => text.includes(word)) ? [document] : [],
      );
      const documents: number[] = [];
      search.search(words, (some) => {
        for (const document of some) documents.push(document);
      });
      expect([words, documents.length]).toEqual([words, expected.length]);
      expect(documents).toEqual(expected);
    }
  });
});
