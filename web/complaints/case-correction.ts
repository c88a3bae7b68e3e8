import type { components } from "../api/schema.gen.ts";
import type { CaseRecord } from "./case-queries.ts";
import type { DraftPlace } from "./intake-draft.ts";

export type CasePatch = components["schemas"]["CasePatch"];

/** What can be corrected, under the names that a correction keeps it by. */
export type Correction = Required<CasePatch>;
export type CorrectionField = keyof Correction;

/** What there is to correct, as it is taken down now. */
export const correctionOf = (record: CaseRecord): Correction => ({
  ...{ category: record.category, importance: record.importance, text: record.text },
  ...{ position: record.position, placeKind: record.placeKind },
  ...{ address: record.address, placeNote: record.placeNote },
  ...{ streetId: record.street?.id ?? null, facilityId: record.facility?.id ?? null },
});

/** Where it is, as the place box takes it. */
export function draftPlaceOf(record: CaseRecord): DraftPlace | null {
  const { position, street, facility } = record;
  const named = (one: typeof street) => one && { id: one.id, name: one.name };
  const isNowhere = !position && !record.address && !record.placeNote && !street && !facility;
  if (isNowhere) return null;
  return {
    kind: record.placeKind,
    position: position && [position[0]!, position[1]!],
    ...{ address: record.address ?? "", note: record.placeNote ?? "" },
    // the street of a mere point is that of the position: moved, it lies on another
    ...{ street: named(street), isStreetFound: record.placeKind === "point" && street !== null },
    facility: named(facility),
    ...{ by: "itself", neighborNumber: null },
  };
}

/** What stands in the form. */
export type Typed = Pick<Correction, "category" | "importance" | "text"> & {
  readonly place: DraftPlace | null;
  /** What stands in the box for the place and was not picked. */
  readonly placeText: string;
};

export const typedOf = (record: CaseRecord): Typed => ({
  ...{ category: record.category, importance: record.importance, text: record.text },
  ...{ place: draftPlaceOf(record), placeText: "" },
});

/** What stands in the form as a correction keeps it; what was typed of a place and not picked is its address. */
export const fieldsOf = ({ place, placeText, ...others }: Typed): Correction => ({
  ...others,
  text: others.text.trim(),
  ...placeFields(place, placeText),
});

const placeFields = (place: DraftPlace | null, placeText: string) => ({
  position: place?.position ? [place.position[0], place.position[1]] : null,
  placeKind: place?.position ? place.kind : "unclear",
  address: (place ? place.address : placeText).trim() || null,
  placeNote: place?.note.trim() || null,
  streetId: place?.street?.id ?? null,
  facilityId: place?.facility?.id ?? null,
});

/** What differs, field by field. */
export function differing(now: Correction, before: Correction): CasePatch {
  const names = Object.keys(now) as CorrectionField[]; // of a Correction they are its fields
  const changed = names.filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, now[name]]));
}

/**
 * The form once somebody else has corrected the complaint too: theirs where one typed nothing, one's own where one did. A
 * place is one thing: half of it theirs and half one's own is nowhere.
 *
 * @param mine  What one changed, against what stood there before.
 * @param theirs  What they changed.
 */
export function takenOver(typed: Typed, mine: CasePatch, record: CaseRecord, theirs: CasePatch) {
  const fresh = typedOf(record);
  const isPlaceMine = Object.keys(placeFields(null, "")).some((name) => name in mine);
  const { place, placeText } = isPlaceMine ? typed : fresh;
  return {
    category: "category" in mine ? typed.category : fresh.category,
    importance: "importance" in mine ? typed.importance : fresh.importance,
    // what one reads unmasked stays as long as it is the same text
    text: "text" in mine || !("text" in theirs) ? typed.text : fresh.text,
    ...{ place, placeText },
  };
}
