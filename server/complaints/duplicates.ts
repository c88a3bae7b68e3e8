import type { DuplicateSettings } from "../../data/standards.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";

/** What two complaints can have in common. `null` is "not known", and never equal to another `null`. */
export type Comparable = {
  readonly position: LngLat | null;
  readonly category: string | null;
  /** Local day of receipt, counted from 1970-01-01. */
  readonly day: number;
  readonly streetId?: string | null;
  /** Street with house number, estate or landmark, as it was written down. */
  readonly address?: string | null;
  /** The same number, address or account, told apart by a key that does not give it away. */
  readonly reporterKey?: string | null;
  readonly text?: string | null;
};

/** A complaint that is there already. */
export type DuplicateCandidate = Comparable & {
  readonly id: string;
  readonly isSettled: boolean;
  /** The complaint that it was linked with as a duplicate. */
  readonly duplicateOf?: string | null;
};

/** Why a complaint is suggested. */
export type DuplicateReason = "place" | "address" | "street" | "category" | "reporter" | "wording";

/** A complaint that a new one may repeat. */
export type DuplicateSuggestion = {
  /** The one to link with: never itself a duplicate. */
  readonly id: string;
  /** Its duplicate that resembles the new one more than it does itself; `null` when it is the original that does. */
  readonly via: string | null;
  /** 0 to 1, by the weights: for an order, not a probability. */
  readonly score: number;
  /** From the new complaint to the one compared; `null` when either has no position. */
  readonly distanceMeters: number | null;
  readonly daysApart: number;
  /** In the order of `DuplicateReason`. */
  readonly reasons: readonly DuplicateReason[];
};

/** From which share of common pairs of characters two texts count as the same words. */
const SAME_WORDING = 0.5;

/** How far around and how long ago complaints of a category can be the same; the default's for one that is not listed. */
export function reachOf(
  { reach }: DuplicateSettings,
  category: string | null,
): { radiusMeters: number; days: number } {
  const { radiusMeters, days } =
    reach.categories.find((row) => row.category === category) ?? reach.default;
  return { radiusMeters: radiusMeters.value, days: days.value };
}

/**
 * An address as it is compared: width of characters, case, spaces and punctuation do not count.
 *
 * @returns Empty when nothing is left, which equals no other.
 */
export function addressKey(address: string | null | undefined): string {
  return (address ?? "")
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Which complaints a new one may repeat, best first.
 *
 * A candidate qualifies within the days of the new one's category, when it is near (the category's radius), at the same
 * address, of the same reporter, or, where either has no position, of the same category in the same street. A duplicate
 * stands for its original, and the original is named once, by whichever of them resembles the new one most.
 *
 * @param fresh  The new complaint, as far as it is written; an `id` leaves that one out of the candidates.
 * @param candidates  What the store found in reach (`reachOf`), in any order; settled ones too. Whoever asks must be allowed
 *   to see each of them: confidential petitions are left out before.
 * @returns At most `settings.shown.value`; empty when nothing qualifies. O(n log n).
 */
export function duplicateSuggestions(
  fresh: Comparable & { readonly id?: string },
  candidates: readonly DuplicateCandidate[],
  settings: DuplicateSettings,
): DuplicateSuggestion[] {
  const compare = comparison(fresh, settings);
  const originalOf = originals(candidates);
  const best = new Map<string, DuplicateSuggestion>();
  for (const candidate of candidates) {
    const id = originalOf(candidate);
    if (candidate.id === fresh.id || id === fresh.id) continue;
    const alike = compare(candidate);
    if (!alike) continue;
    const suggestion = { id, via: id === candidate.id ? null : candidate.id, ...alike };
    const known = best.get(id);
    if (!known || inOrder(suggestion, known) < 0) best.set(id, suggestion);
  }
  return [...best.values()].sort(inOrder).slice(0, settings.shown.value);
}

/** Compares with one new complaint; `null` for what does not qualify. */
function comparison(fresh: Comparable, settings: DuplicateSettings) {
  const { radiusMeters, days } = reachOf(settings, fresh.category);
  const weight = Object.fromEntries(
    settings.weights.map(({ id, value }) => [id, value]),
  ) as WeightValues;
  const total = Object.values(weight).reduce((sum, value) => sum + value, 0);
  const address = addressKey(fresh.address);
  const pairs = characterPairs(fresh.text);

  return (other: DuplicateCandidate) => {
    const daysApart = Math.abs(fresh.day - other.day);
    if (!(daysApart <= days)) return null;
    const distance =
      fresh.position && other.position ? distanceMeters(fresh.position, other.position) : null;
    const shares: Record<DuplicateReason, boolean> = {
      place: distance !== null && distance <= radiusMeters,
      address: address !== "" && address === addressKey(other.address),
      street: isSame(fresh.streetId, other.streetId),
      category: isSame(fresh.category, other.category),
      reporter: isSame(fresh.reporterKey, other.reporterKey),
      wording: overlap(pairs, characterPairs(other.text)) >= SAME_WORDING,
    };
    const isInStreet = distance === null && shares.street && shares.category;
    if (!shares.place && !shares.address && !shares.reporter && !isInStreet) return null;

    const closeness = shares.address ? 1 : shares.place ? 1 - distance! / radiusMeters : 0;
    const points =
      weight.place * closeness +
      weight.time * (1 - daysApart / (days + 1)) +
      (other.isSettled ? 0 : weight.open) +
      (shares.street ? weight.street : 0) +
      (shares.category ? weight.category : 0) +
      (shares.reporter ? weight.reporter : 0) +
      (shares.wording ? weight.wording : 0);
    const reasons = (Object.keys(shares) as DuplicateReason[]).filter((reason) => shares[reason]);
    return { score: points / total, distanceMeters: distance, daysApart, reasons };
  };
}

type WeightValues = Record<DuplicateSettings["weights"][number]["id"], number>;

function isSame(a: string | null | undefined, b: string | null | undefined) {
  return a != null && a !== "" && a === b;
}

/** Best first; equal ones the nearer, then the later, then by id, so that the order never changes by itself. */
function inOrder(a: DuplicateSuggestion, b: DuplicateSuggestion) {
  const far = Number.POSITIVE_INFINITY;
  return (
    b.score - a.score ||
    compareNumbers(a.distanceMeters ?? far, b.distanceMeters ?? far) ||
    a.daysApart - b.daysApart ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
    ((a.via ?? "") < (b.via ?? "") ? -1 : 1)
  );
}

/** Infinity less infinity is no number, so not a difference. */
const compareNumbers = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

/** Follows links to the first complaint, as far as the candidates tell; a ring of links ends where it began. */
function originals(candidates: readonly DuplicateCandidate[]) {
  const parents = new Map(candidates.map(({ id, duplicateOf }) => [id, duplicateOf ?? null]));
  return (candidate: DuplicateCandidate) => {
    const seen = new Set<string>();
    let id = candidate.id;
    for (let parent = parents.get(id); parent && !seen.has(parent); parent = parents.get(id)) {
      seen.add(id);
      id = parent;
    }
    return id;
  };
}

/** Every two neighbouring characters: words in Chinese are mostly two long, and need no dictionary so. */
function characterPairs(text: string | null | undefined): ReadonlySet<string> {
  const characters = [...addressKey(text)];
  return new Set(characters.slice(1).map((character, i) => characters[i]! + character));
}

/** Dice's coefficient, 0 to 1; 0 when either is empty. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>) {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const pair of a) if (b.has(pair)) common++;
  return (2 * common) / (a.size + b.size);
}
