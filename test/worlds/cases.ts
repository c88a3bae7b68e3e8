import { latLngToCell } from "h3-js";
import type { CaseFilters } from "../../server/complaints/case-filters.ts";
import { type CaseRow, DUE_STANDINGS } from "../../server/complaints/case-row.ts";

/** Now, in the world of these complaints. */
export const NOW = Date.UTC(2026, 2, 2, 4);
export const DAY = 86_400_000;
export const OPEN_STATES = ["assigned", "handling"];

const KINDS = ["direct", "petition", "proposal"] as const;
const CHANNELS = ["telephone", "12345", "web", null];
const CATEGORIES = ["bin-overflow", "road-dirty", "toilet-dirty", null];
const STATES = ["assigned", "handling", "settled", "rejected"];
const UNITS = ["east", "west", null];
const AREAS = ["a1", "a2", "a3", null];
const SATISFACTIONS = ["satisfied", "not", null];
const FRAGMENTS = [
  ..."垃圾暴露路面公厕臭味，。 ",
  "暴露垃圾",
  "垃圾箱 满溢",
  "ＡＢＣ１２３",
  "abc",
  "Straße",
  "🗑️",
  "🚮",
  "①",
  "　",
  "㎡",
];

type Random = () => number;
const pick = <T>(random: Random, some: readonly T[]): T =>
  some[Math.floor(random() * some.length)]!;
const some = <T>(random: Random, all: readonly T[]): T[] => all.filter(() => random() < 0.5);

/** A complaint such that nothing is rare: equal instants, nothing known, at 60°N, with any two values together. */
export function drawnCase(random: Random, id: string): CaseRow {
  const receivedDay = 20_400 + Math.floor(random() * 100);
  const receivedAt = receivedDay * DAY + Math.floor(random() * 4) * 6 * 3_600_000;
  const settledAt = random() < 0.5 ? receivedAt + Math.floor(random() * 40) * DAY : null;
  const dueAt = random() < 0.7 ? NOW + Math.round((random() - 0.7) * 30 * DAY) : null;
  const hasTurns = dueAt !== null && random() < 0.8;
  return {
    id,
    number: `HJ${receivedDay}-${Math.floor(random() * 50)}`,
    kind: pick(random, KINDS),
    channel: pick(random, CHANNELS),
    category: pick(random, CATEGORIES),
    state: pick(random, STATES),
    importance: pick(random, ["normal", "urgent"]),
    unitId: pick(random, UNITS),
    areaId: pick(random, AREAS),
    streetId: pick(random, ["s1", "s2", null]),
    facilityId: pick(random, ["f1", "f2", "f3", null]),
    reporterId: pick(random, ["r1", "r2", null]),
    placeKind: pick(random, ["point", "street", "unclear"]),
    receivedAt,
    receivedDay,
    receivedHour: random() < 0.8 ? Math.floor((receivedAt % DAY) / 3_600_000) : null,
    dueAt,
    soonAt: hasTurns ? dueAt - Math.ceil(random() * 5) * DAY : null,
    veryLateAt: hasTurns ? dueAt + Math.ceil(random() * 10) * DAY : null,
    dueStep: pick(random, ["accept", "settle", null]),
    settleBy: random() < 0.8 ? receivedAt + 15 * DAY : null,
    settledAt,
    settledDay: settledAt === null ? null : Math.floor(settledAt / DAY),
    resultAt: null,
    respondedAt: random() < 0.5 ? receivedAt : null,
    reopened: random() < 0.8 ? 0 : Math.ceil(random() * 3),
    isResolved: pick(random, [true, false, null]),
    satisfaction: pick(random, SATISFACTIONS),
    hasDuplicates: random() < 0.2,
    duplicateOf: random() < 0.2 ? "another" : null,
    isSupervised: random() < 0.2,
    isConfidential: random() < 0.1,
    position:
      random() < 0.2
        ? null
        : [
            Math.round((25 + random() * 0.02) * 1e7) / 1e7,
            Math.round((60 + random() * 0.01) * 1e7) / 1e7,
          ],
    text: Array.from({ length: Math.floor(random() * 12) }, () => pick(random, FRAGMENTS)).join(""),
    address:
      random() < 0.3 ? null : `${pick(random, ["解放路", "中山街"])}${Math.ceil(random() * 9)}号`,
  };
}

const maybe = <T>(random: Random, share: number, value: () => T): T | undefined =>
  random() < share ? value() : undefined;

/** Filters of any kind, a few at a time. */
export function drawnFilters(random: Random): CaseFilters {
  const truth = () => random() < 0.5;
  const share = 0.12;
  const drawn = {
    kind: maybe(random, share, () => some(random, KINDS)),
    channel: maybe(random, share, () => some(random, CHANNELS)),
    category: maybe(random, share, () => some(random, CATEGORIES)),
    state: maybe(random, share, () => some(random, STATES)),
    importance: maybe(random, share, () => ["urgent"]),
    unitId: maybe(random, share, () => some(random, UNITS)),
    areaId: maybe(random, share, () => some(random, AREAS)),
    placeKind: maybe(random, share, () => some(random, ["point", "street", "no such kind"])),
    dueStep: maybe(random, share, () => some(random, ["accept", null])),
    satisfaction: maybe(random, share, () => some(random, SATISFACTIONS)),
    isResolved: maybe(random, share, () => some(random, [true, false, null])),
    due: maybe(random, share, () => some(random, DUE_STANDINGS)),
    isOpen: maybe(random, share, truth),
    isReopened: maybe(random, share, truth),
    hasPosition: maybe(random, share, truth),
    isDuplicate: maybe(random, share, truth),
    hasDuplicates: maybe(random, share, truth),
    isSupervised: maybe(random, share, truth),
    isConfidential: maybe(random, share / 3, truth),
    streetId: maybe(random, share, () => pick(random, ["s1", "nowhere"])),
    facilityId: maybe(random, share, () => "f2"),
    reporterId: maybe(random, share, () => "r1"),
    ids: maybe(random, share, () => ["c1", "c2", "c3", "c40", "no such"]),
    receivedFrom: maybe(random, share, () => 20_400 + Math.floor(random() * 60)),
    receivedTo: maybe(random, share, () => 20_440 + Math.floor(random() * 60)),
    settledFrom: maybe(random, share, () => 20_420),
    settledTo: maybe(random, share, () => 20_460),
    weekdays: maybe(random, share, () => some(random, [1, 2, 3, 4, 5, 6, 7])),
    hours: maybe(random, share, () => ({
      from: Math.floor(random() * 24),
      to: Math.floor(random() * 24),
    })),
    cells: maybe(random, share, () =>
      [25.002, 25.008, 25.012].map((lng) => latLngToCell(60.004, lng, 8)),
    ),
    bbox: maybe(random, share, () => [25.004, 60.001, 25.015, 60.008] as const),
    near: maybe(random, share, () => ({
      position: [25.01, 60.005] as const,
      radiusMeters: 100 + random() * 400,
    })),
    text: maybe(random, 0.25, () =>
      pick(random, ["圾", "垃圾", "暴露垃圾", "abc", "垃圾 路", "HJ204"]),
    ),
  };
  const given = Object.entries(drawn).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as CaseFilters; // what is left has the types above
}
