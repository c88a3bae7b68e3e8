import { distanceMeters } from "../map/geometry.ts";
import { formatLength } from "../ui/format.ts";
import { type Language, nameIn, titleIn } from "../ui/language.ts";
import type { CorrectionField } from "./case-correction.ts";
import { correctionWords, FIELD_TITLES, PLACE_KIND_TITLES } from "./case-correction-words.ts";
import { categoryTitle, titleOf } from "./case-life.ts";
import type { CaseRecord, Life } from "./case-queries.ts";

/** A field that was corrected, in words. */
export type Corrected = {
  readonly field: string;
  readonly title: string;
  /** null: nobody knows what stood there. */
  readonly was: string | null;
  readonly now: string;
};

type Said = Readonly<Record<string, unknown>>;

/**
 * What a correction changed, in words: was → now.
 *
 * @param now  The fields it changed, as they are kept.
 * @param was  The same fields before; null where nobody knows.
 */
export function correctedOf(
  language: Language,
  { record, life }: { record: Pick<CaseRecord, "street" | "facility" | "corrected">; life: Life },
  now: Said,
  was: Said | null,
): Corrected[] {
  const say = correctionWords[language];
  const told = (field: CorrectionField, value: unknown): string => {
    if (field === "position") return placeSaid(value) ?? say.nowhere;
    if (value === null || value === undefined || value === "") return say.empty;
    const text = String(value);
    switch (field) {
      case "category":
        return categoryTitle(language, life, text);
      case "importance":
        return titleOf(language, life.importances, text);
      case "placeKind":
        return titledOf(language, PLACE_KIND_TITLES, text);
      case "streetId":
      case "facilityId": {
        const known = [record.street, record.facility, ...record.corrected];
        const named = known.find((one) => one?.id === text);
        return named ? nameIn(language, named) : text;
      }
      default:
        return text;
    }
  };
  return Object.keys(FIELD_TITLES)
    .filter((field) => field in now)
    .map((field) => {
      const name = field as CorrectionField; // the titles are of its fields
      const from = was && field in was ? was[field] : undefined;
      const to = now[field];
      const moved =
        isPlace(to) && isPlace(from)
          ? ` (${say.moved(formatLength(distanceMeters(from, to), language))})`
          : "";
      return {
        field,
        title: titledOf(language, FIELD_TITLES, field),
        was: from === undefined ? null : told(name, from),
        now: told(name, to) + moved,
      };
    });
}

const titledOf = (language: Language, titles: typeof FIELD_TITLES, id: string) => {
  const known = titles[id];
  return known ? titleIn(language, known) : id;
};

type Place = readonly [lng: number, lat: number];
const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number");
const placeSaid = (value: unknown) =>
  isPlace(value) ? value.map((degrees) => degrees.toFixed(6)).join(", ") : null;
