import { COMPLAINT_LIFE, type ComplaintImportance, type ComplaintKind } from "../complaint-life.ts";
import { lifeOf } from "./case-life.ts";
import { unitFor } from "./case-units.ts";
import { OF_STAFF, PROPOSED, saidOf } from "./case-words.ts";
import { isInside } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Day, DemoArea, DemoCase, DemoComplaint, DemoEvent, LngLat } from "./records.ts";

/** What lives are drawn from: the same for the same seed, each complaint with streams of its own. */
export type CaseScene = {
  readonly areas: readonly DemoArea[];
  readonly randomFor: (purpose: string) => Random;
};

/** Petitions that are confidential, the last of the three years that say nothing else. */
const CONFIDENTIAL = OF_STAFF.length;
const SAME_DEGREES = 0.0006;
const SAME_DAYS = 10;
const DAY_MS = 86_400_000;

/** Of seven people in ten it is known how to reach them. */
export const hasContactOf = (reporterId: string) => Number(reporterId.slice(1)) % 10 < 7;

/** The life a complaint has by its channel. */
export const kindByChannel = (channel: string): ComplaintKind =>
  COMPLAINT_LIFE.kinds.find(({ channels }) => channels.includes(channel))?.id ?? "direct";

/**
 * Complaints with what was said, who has to answer, and their whole lives, what is still to come included.
 *
 * @param complaints  In order of time. One that says again what another of them says, near it and while that is open, may
 *   be merged into it.
 * @param isHistory  The three years: among them are the confidential ones.
 */
export function casesOf(
  complaints: readonly DemoComplaint[],
  { areas, randomFor }: CaseScene,
  { isHistory }: { isHistory: boolean },
): DemoCase[] {
  const areaAt = areaFinder(areas);
  const original = originals();
  const staff = isHistory ? staffPetitions(complaints) : new Map<string, string>();
  return complaints.map((given) => {
    const random = randomFor(`case/${given.complaintId}`);
    const said = staff.get(given.complaintId);
    const complaint = said === undefined ? given : withoutPlace(given);
    const kind = kindByChannel(complaint.channel);
    const importance = importanceOf(kind, random);
    const area = areaAt(complaint.position, complaint.occurredOn);
    const unit = unitFor(area?.code ?? null, complaint.category, complaint.channel);
    const text = textOf(complaint, kind, said, random);
    const placeNote = complaint.address && random.chance(0.15) ? random.pick(BESIDE) : null;
    const facts = {
      ...{ kind, importance, number: complaint.number, channel: complaint.channel },
      ...{ category: complaint.category, unit, receivedAt: complaint.occurredAt },
      hasContact: hasContactOf(complaint.reporterId),
      isConfidential: said !== undefined,
    };
    const into = kind === "direct" ? original.of(complaint, random) : null;
    const events = lifeOf(facts, randomFor(`life/${complaint.complaintId}`), into);
    if (into === null && kind === "direct") original.add(complaint, events);
    return {
      ...complaint,
      ...{ kind, importance, text, placeKind: placeKindOf(complaint), placeNote },
      ...{ areaId: area?.areaId ?? null, isConfidential: facts.isConfidential },
      ...{ duplicateOf: into, events },
    };
  });
}

const BESIDE = ["对面", "旁边", "路口", "门口", "后面"];

function placeKindOf({ position, facilityId, streetId }: DemoComplaint): DemoCase["placeKind"] {
  if (position === null) return "unclear";
  if (facilityId !== null) return "facility";
  return streetId !== null ? "street" : "point";
}

function importanceOf(kind: ComplaintKind, random: Random): ComplaintImportance {
  const share = random.next();
  if (kind === "petition") return share < 0.13 ? "important" : "ordinary";
  if (kind === "proposal") return "important";
  return share < 0.01 ? "urgent" : share < 0.07 ? "important" : "ordinary";
}

function textOf(
  { category, address }: DemoComplaint,
  kind: ComplaintKind,
  said: string | undefined,
  random: Random,
) {
  if (said !== undefined) return said;
  return kind === "proposal" ? random.pick(PROPOSED) : saidOf(category, address, random);
}

const withoutPlace = (complaint: DemoComplaint): DemoComplaint => ({
  ...complaint,
  ...{ category: "staff-pay", position: null, address: null, streetId: null, facilityId: null },
});

/** Which petitions are the staff's own, and what they say: the last ones whose category is not known. */
function staffPetitions(complaints: readonly DemoComplaint[]): Map<string, string> {
  const some = complaints.filter(
    ({ channel, category }) => category === null && kindByChannel(channel) === "petition",
  );
  return new Map(
    some.slice(-CONFIDENTIAL).map(({ complaintId }, i) => [complaintId, OF_STAFF[i]!]),
  );
}

/** Complaints that later ones may say again. */
function originals() {
  const byCategory = new Map<string, { complaint: DemoComplaint; openUntil: number }[]>();
  return {
    add(complaint: DemoComplaint, events: readonly DemoEvent[]) {
      if (complaint.category === null || complaint.position === null) return;
      const closed = events.find(({ action }) => CLOSING.includes(action)) ?? events.at(-1)!;
      const list = byCategory.get(complaint.category) ?? [];
      list.push({ complaint, openUntil: closed.at.getTime() });
      byCategory.set(complaint.category, list);
    },
    of({ category, position, occurredAt }: DemoComplaint, random: Random): string | null {
      const isTold = random.chance(0.7);
      if (category === null || position === null || !isTold) return null;
      const now = occurredAt.getTime();
      const list = (byCategory.get(category) ?? []).filter(
        ({ complaint }) => now - complaint.occurredAt.getTime() < SAME_DAYS * DAY_MS,
      );
      byCategory.set(category, list);
      const found = list.find(
        ({ complaint, openUntil }) => openUntil > now && isNear(complaint.position!, position),
      );
      return found?.complaint.complaintId ?? null;
    },
  };
}

const CLOSING = ["settle", "refuse", "transfer"];

const isNear = (a: LngLat, b: LngLat) =>
  Math.abs(a[0] - b[0]) < SAME_DEGREES && Math.abs(a[1] - b[1]) < SAME_DEGREES;

/** Finds the sub-district that held a place on a day; before the first known boundary, the first one. */
function areaFinder(areas: readonly DemoArea[]) {
  const parts = areas
    .filter(({ level }) => level === "subdistrict")
    .map((area) => {
      const points = area.boundary.flat(2);
      const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)];
      const box = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
      const isFirst = !areas.some(
        ({ level, code, validFrom }) =>
          level === area.level && code === area.code && validFrom < area.validFrom,
      );
      return { area, box, isFirst };
    });
  return (position: LngLat | null, day: Day): DemoArea | null => {
    if (position === null) return null;
    const [lng, lat] = position;
    const part = parts.find(
      ({ area, isFirst, box: [west, south, east, north] }) =>
        (isFirst || area.validFrom <= day) &&
        (area.validTo === null || area.validTo > day) &&
        lng >= west! &&
        lng <= east! &&
        lat >= south! &&
        lat <= north! &&
        // a point is within when it is within the outline and not within a hole
        area.boundary.some(
          (rings) => rings.filter((ring) => isInside(position, ring)).length === 1,
        ),
    );
    return part?.area ?? null;
  };
}
