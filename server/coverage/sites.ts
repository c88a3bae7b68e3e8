import type { FacilityKind } from "../../data/facility.ts";
import type { LngLat } from "../geo/position.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { CoverageQuestion } from "./question.ts";

/** Something that serves: a facility of the register, or one that is tried out. */
export type Site = {
  /** Of the facility, or as the question names it. */
  readonly id: string;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly position: LngLat;
  readonly stars: number | null;
  /** How much demand it has room for; null is not known, and so for everybody. */
  readonly capacity: number | null;
  readonly isNew: boolean;
  /** Where it stands in the register, when it is tried out elsewhere. */
  readonly from: LngLat | null;
};

/** Why facilities of the kind do not count here. */
export type LeftOut = {
  status: number;
  stars: number;
  accessible: number;
  closedThen: number;
  /** Nobody knows when they are open. */
  hoursUnknown: number;
  edited: number;
  withoutPlace: number;
};

/** A facility that a question closes. */
export type ClosedSite = Pick<Site, "id" | "name" | "nameEn">;

/** How much room a facility has, from what the register says of it; null is not known. */
export type CapacityOf = (kind: FacilityKind, read: (column: string) => unknown) => number | null;

type Asked = Pick<
  CoverageQuestion,
  "kind" | "statuses" | "minStars" | "isAccessible" | "openAt" | "edits"
>;

/**
 * The sites of a question: what the register has of a kind, those that do not count left out and counted, and what
 * is tried out.
 *
 * @param today  the local day: one that is open by its status and not yet, or no longer, by its dates is left out.
 * @returns Facilities in order of id, then new ones as they are given.
 */
export function sitesOf(
  facilities: Snapshot,
  asked: Asked,
  {
    today,
    capacityOf,
    stationClasses,
  }: {
    today: string;
    capacityOf: CapacityOf;
    stationClasses: readonly string[] | null;
  },
): { sites: Site[]; leftOut: LeftOut; closed: ClosedSite[] } {
  const leftOut: LeftOut = {
    ...{ status: 0, stars: 0, accessible: 0, closedThen: 0 },
    ...{ hoursUnknown: 0, edited: 0, withoutPlace: 0 },
  };
  const moved = new Map(
    asked.edits.moved.map(({ facilityId, position }) => [facilityId, position]),
  );
  const closed = new Set(asked.edits.closed);
  const statuses = new Set<unknown>(asked.statuses);
  const sites: Site[] = [];
  const closedSites: ClosedSite[] = [];
  const namesAt = (row: number) => {
    const [name, nameEn] = [facilities.valueAt(row, "name"), facilities.valueAt(row, "nameEn")];
    return {
      name: typeof name === "string" ? name : null,
      nameEn: typeof nameEn === "string" ? nameEn : null,
    };
  };

  const reasonAgainst = (row: number): keyof LeftOut | null => {
    const read = (name: string) => facilities.valueAt(row, name);
    const [openedOn, closedOn] = [read("openedOn"), read("closedOn")];
    const isThere =
      !(typeof openedOn === "string" && openedOn > today) &&
      !(typeof closedOn === "string" && closedOn <= today);
    // one that is planned or being built has no day of opening behind it
    const counts = statuses.has(read("status")) && (isThere || read("status") !== "open");
    if (!counts) return "status";
    if (stationClasses && !stationClasses.includes(String(read("stationClass")))) return "status";
    if (asked.minStars !== undefined && !(Number(read("stars") ?? -1) >= asked.minStars))
      return "stars";
    if (asked.isAccessible && read("isAccessible") !== true) return "accessible";
    if (asked.openAt !== undefined) {
      const isOpen = isOpenAt(read("hours"), asked.openAt);
      if (isOpen === null) return "hoursUnknown";
      if (!isOpen) return "closedThen";
    }
    if (closed.has(facilities.idAt(row))) return "edited";
    return facilities.geometryAt(row)?.type === "Point" ? null : "withoutPlace";
  };

  facilities.visitAll((row) => {
    const reason = reasonAgainst(row);
    if (reason) {
      leftOut[reason]++;
      if (reason === "edited") closedSites.push({ id: facilities.idAt(row), ...namesAt(row) });
      return;
    }
    const geometry = facilities.geometryAt(row);
    if (geometry?.type !== "Point") return;
    const [lng = 0, lat = 0] = geometry.coordinates;
    const id = facilities.idAt(row);
    const read = (name: string) => facilities.valueAt(row, name);
    const stars = read("stars");
    const elsewhere = moved.get(id);
    sites.push({
      id,
      ...namesAt(row),
      stars: typeof stars === "number" ? stars : null,
      position: elsewhere ?? [lng, lat],
      capacity: capacityOf(asked.kind, read),
      isNew: false,
      from: elsewhere ? [lng, lat] : null,
    });
  });
  sites.sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id, position, capacity } of asked.edits.added)
    sites.push({
      ...{ id, position, capacity: capacity ?? null },
      ...{ name: null, nameEn: null, stars: null, isNew: true, from: null },
    });
  return { sites, leftOut, closed: closedSites };
}

/** Whether hours as the register writes them include a time; null where they are not known, or in words. */
export function isOpenAt(hours: unknown, time: string): boolean | null {
  if (typeof hours !== "string") return null;
  const spans = hours.split(/[,，;；、]/).map((span) => span.trim().match(SPAN));
  if (spans.length === 0 || spans.some((span) => span === null)) return null;
  return spans.some((span) => {
    const [, from, to] = span as unknown as [string, string, string];
    // from the evening over midnight into the morning
    return from <= to ? from <= time && time < to : time >= from || time < to;
  });
}
const SPAN = /^(\d\d:\d\d)\s*[-–~至]\s*(\d\d:\d\d)$/;
