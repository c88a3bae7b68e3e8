import type { LngLat } from "../map/geometry.ts";
import type { CaseDraft, FoundPlace } from "./intake-queries.ts";

/** Where it is, as far as it is known. */
export type DraftPlace = {
  readonly kind: NonNullable<CaseDraft["placeKind"]>;
  readonly position: LngLat | null;
  readonly address: string;
  readonly note: string;
  readonly street: { readonly id: string; readonly name: string } | null;
  /** The street was found by the position, and another position finds another. */
  readonly isStreetFound: boolean;
  readonly facility: { readonly id: string; readonly name: string } | null;
  /** What tells the position, where it is not exact. */
  readonly by: FoundPlace["by"];
  readonly neighborNumber: number | null;
};

/** A complaint as it is being typed. */
export type Draft = {
  readonly channel: string;
  readonly category: string | null;
  readonly text: string;
  readonly importance: NonNullable<CaseDraft["importance"]>;
  readonly place: DraftPlace | null;
  /** What stands in the box for the place and was not picked. */
  readonly placeText: string;
  readonly telephone: string;
  readonly name: string;
  readonly contact: string;
  /** A unit's id; "rule" is by the rules, "nobody" leaves it for later. */
  readonly unit: string;
  readonly duplicateOf: { readonly complaintId: string; readonly number: string } | null;
};

export const BLANK: Draft = {
  channel: "telephone",
  category: null,
  text: "",
  importance: "ordinary",
  place: null,
  placeText: "",
  ...{ telephone: "", name: "", contact: "" },
  unit: "rule",
  duplicateOf: null,
};

/** Whether anything would be lost. */
export const isTyped = (draft: Draft) =>
  JSON.stringify({ ...draft, channel: BLANK.channel }) !== JSON.stringify(BLANK);

const NO_PLACE: DraftPlace = {
  ...{ kind: "unclear", position: null, address: "", note: "", street: null },
  ...{ isStreetFound: false, facility: null, by: "itself", neighborNumber: null },
};

/** The place that was picked from those found. */
export const placeFound = (found: FoundPlace): DraftPlace => ({
  kind: found.placeKind,
  position: found.position && [found.position[0]!, found.position[1]!],
  address: found.address ?? "",
  note: found.placeNote ?? "",
  street: found.streetId === null ? null : { id: found.streetId, name: found.name },
  isStreetFound: false,
  facility: found.facilityId === null ? null : { id: found.facilityId, name: found.name },
  ...{ by: found.by, neighborNumber: found.neighborNumber },
});

/** Nobody knows where; what was said of it is kept as the address. */
export const unclearPlace = (said: string): DraftPlace => ({ ...NO_PLACE, address: said.trim() });

/** The place after a click on the map or a drag of the pin: what was said of it stays. */
export function placeMoved(
  { place, placeText }: Pick<Draft, "place" | "placeText">,
  position: LngLat,
): DraftPlace {
  if (place === null || place.kind === "unclear" || place.kind === "point")
    return {
      ...{ ...NO_PLACE, kind: "point", position, note: place?.note ?? "" },
      address: place?.address || placeText.trim(),
      street: place?.isStreetFound ? null : (place?.street ?? null),
    };
  return {
    ...{ ...place, position, by: "itself", neighborNumber: null },
    street: place.isStreetFound ? null : place.street,
  };
}

/** Digits and signs in one width: an input method writes them wide. */
export const plainTelephone = (telephone: string) => telephone.normalize("NFKC").trim();

/** What goes to the server. */
export function bodyOf(draft: Draft): CaseDraft {
  const { place } = draft;
  const address = place ? place.address : draft.placeText;
  const reporter = {
    ...(draft.name.trim() ? { name: draft.name.trim() } : {}),
    ...(draft.telephone.trim() ? { telephone: plainTelephone(draft.telephone) } : {}),
    ...(draft.contact.trim() ? { contact: draft.contact.trim() } : {}),
  };
  return {
    ...{ channel: draft.channel, category: draft.category, importance: draft.importance },
    text: draft.text.trim(),
    ...(place?.position ? { position: [place.position[0], place.position[1]] } : {}),
    placeKind: place?.position ? place.kind : "unclear",
    address: address.trim() || null,
    placeNote: place?.note.trim() || null,
    streetId: place?.street?.id ?? null,
    facilityId: place?.facility?.id ?? null,
    reporter: Object.keys(reporter).length > 0 ? reporter : null,
    ...(draft.unit === "rule" ? {} : { unitId: draft.unit === "nobody" ? null : draft.unit }),
    ...(draft.duplicateOf ? { duplicateOf: draft.duplicateOf.complaintId } : {}),
  };
}

/** What is wrong before it is sent, by field; empty when nothing is. */
export function wrongIn(draft: Draft): readonly ("text" | "reporter.telephone")[] {
  return [
    ...(draft.text.trim() === "" && draft.category === null ? (["text"] as const) : []),
    ...(/^[0-9+() -]*$/.test(plainTelephone(draft.telephone))
      ? []
      : (["reporter.telephone"] as const)),
  ];
}
