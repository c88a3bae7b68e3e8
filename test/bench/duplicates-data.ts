import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import Flatbush from "flatbush";
import { addressKey, type DuplicateCandidate } from "../../server/complaints/duplicates.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { seededRandom } from "../worlds/layer.ts";

/** One request of the file. `rank` is its place in the order of receipt: the file has days, its numbers have the order. */
export type Request = {
  readonly rank: number;
  readonly id: string;
  readonly day: number;
  readonly closedDay: number | null;
  readonly isMarked: boolean;
  readonly nature: string | null;
  readonly address: string;
  readonly ward: string;
  readonly position: LngLat | null;
};

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

/** The file in the order of receipt, each number once: of repeated ones the first row. */
export function readRequests(path: string): Request[] {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true, bom: true });
  const once = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const id = row.service_request_number!;
    if (!once.has(id)) once.set(id, row);
  }
  return [...once]
    .map(([id, row]) => ({
      id,
      day: dayOf(row.creation_date!),
      closedDay: row.completion_date ? dayOf(row.completion_date) : null,
      isMarked: row.status!.endsWith("- Dup"),
      nature: row.nature || null,
      address: addressKey(row.street_address),
      ward: row.ward!,
      position: row.longitude ? ([Number(row.longitude), Number(row.latitude)] as const) : null,
    }))
    .sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))
    .map((row, rank) => ({ ...row, rank }));
}

/** Whether a request was still open on the day that a later one came. */
export const isOpenOn = (request: Request, day: number) =>
  request.closedDay === null || request.closedDay >= day;

/**
 * The same requests as if each had been placed by hand, its position wrong by a normal error to the east and to the
 * north; at 0 m as the file has them.
 */
export function displaced(requests: readonly Request[], errorMeters: number, seed = 1): Request[] {
  if (errorMeters === 0) return [...requests];
  const random = seededRandom(seed);
  return requests.map((request) => {
    const length = (errorMeters / 111_195) * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    if (!request.position) return request;
    const [lng, lat] = request.position;
    const wider = Math.cos((lat * Math.PI) / 180);
    return {
      ...request,
      position: [lng + (length * Math.cos(angle)) / wider, lat + length * Math.sin(angle)] as const,
    };
  });
}

/** Finds what was received before a request, within days and a square around it. */
export function earlierIndex(requests: readonly Request[]) {
  const placed = requests.filter(({ position }) => position);
  const index = new Flatbush(placed.length);
  for (const { position } of placed) index.add(position![0], position![1]);
  index.finish();
  return ({ rank, day, position }: Request, radiusMeters: number, days: number): Request[] => {
    if (!position) return [];
    const tall = radiusMeters / 111_000;
    const wide = tall / Math.cos((position[1] * Math.PI) / 180);
    return index
      .search(position[0] - wide, position[1] - tall, position[0] + wide, position[1] + tall)
      .map((at) => placed[at]!)
      .filter((other) => other.rank < rank && day - other.day <= days);
  };
}

/** A request as the register would hold it on a day; one that the city marked is linked with its original, where known. */
export const asCandidate = (
  request: Request,
  day: number,
  original: string | undefined,
  isAddressKnown: boolean,
): DuplicateCandidate => ({
  id: request.id,
  position: request.position,
  category: request.nature,
  day: request.day,
  address: isAddressKnown ? request.address : null,
  isSettled: !isOpenOn(request, day),
  duplicateOf: original ?? null,
});
