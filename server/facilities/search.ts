/** One thing that can be found by its words. */
export type Findable = {
  /** What the register calls it; matched whole or from its beginning before anything else. */
  readonly code: string | null;
  readonly name: string | null;
  /** Other words: a name in another language, a street. */
  readonly others: readonly (string | null)[];
};

/** An index over findable things; items are numbers from 0 in the order they were given. */
export type SearchIndex = {
  /** The best `limit` items, best first, and how well each fits: 0 is an exact code. */
  find(text: string, limit: number): { item: number; rank: number }[];
};

/** Letters in one width and case, so that Ａ１ finds a1. */
export const normalized = (text: string) => text.normalize("NFKC").toLowerCase().trim();

/**
 * Makes things findable by any piece of their code, name or other words.
 *
 * Chinese has no spaces between words, so every pair of neighbouring characters is listed with the items that hold it.
 * The rarest pair of a question gives the candidates, and each is verified on its text. Several words must all be there.
 */
export function searchIndex(things: readonly Findable[]): SearchIndex {
  const fields = things.map((thing) =>
    [thing.code, thing.name, ...thing.others].map((text) => normalized(text ?? "")),
  );
  const postings = new Map<string, number[]>();
  for (const [item, texts] of fields.entries())
    for (const gram of gramsOf(texts)) {
      const items = postings.get(gram);
      if (items) items.push(item);
      else postings.set(gram, [item]);
    }

  function candidates(words: readonly string[]): readonly number[] {
    let rarest: readonly number[] | null = null;
    for (const word of words)
      for (const gram of gramsOfQuestion(word)) {
        const items = postings.get(gram) ?? [];
        if (rarest === null || items.length < rarest.length) rarest = items;
      }
    return rarest ?? [];
  }

  return {
    find(text, limit) {
      const words = normalized(text).split(/\s+/).filter(Boolean);
      const found: { item: number; rank: number; length: number }[] = [];
      for (const item of candidates(words)) {
        const ranks = words.map((word) => rankOf(fields[item]!, word));
        const rank = Math.max(...ranks);
        if (Number.isFinite(rank)) found.push({ item, rank, length: fields[item]![1]!.length });
      }
      return found
        .sort((a, b) => a.rank - b.rank || a.length - b.length || a.item - b.item)
        .slice(0, limit)
        .map(({ item, rank }) => ({ item, rank }));
    },
  };
}

/** Single characters and pairs of neighbours, each once. */
function gramsOf(texts: readonly string[]) {
  const grams = new Set<string>();
  for (const text of texts)
    for (let i = 0; i < text.length; i++) {
      grams.add(text[i]!);
      if (i + 1 < text.length) grams.add(text.slice(i, i + 2));
    }
  return grams;
}

const gramsOfQuestion = (word: string) =>
  word.length === 1
    ? [word]
    : Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2));

/** How well a word fits: exact code 0, exact name 1, code begins 2, name begins 3, inside 4 to 6; else infinite. */
function rankOf([code, name, ...others]: readonly string[], word: string) {
  if (code === word) return 0;
  if (name === word) return 1;
  if (code!.startsWith(word)) return 2;
  if (name!.startsWith(word)) return 3;
  if (name!.includes(word)) return 4;
  if (code!.includes(word)) return 5;
  return others.some((text) => text.includes(word)) ? 6 : Number.POSITIVE_INFINITY;
}
