import { FACILITY_KIND_TITLES, FACILITY_LAYERS, stationClassOf } from "../../data/facility.ts";
import { type Basis, REGISTER_LIMITS } from "../../data/standards.ts";
import { distanceMeters } from "../geo/measure.ts";
import { isInside, toParts } from "../geo/shape.ts";
import { DomainError } from "../http/problem.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { checkedAttributes, codeTaken } from "./edit.ts";
import type { RegisterCheck, TypedFacility } from "./edit-schema.ts";
import { nextCode } from "./next-code.ts";

type Warning = RegisterCheck["warnings"][number];
type Position = readonly [lng: number, lat: number];
type Near = { readonly row: number; readonly meters: number };

/** Facilities further away than this say nothing about a place. */
const WIDEST_METERS = 2_000;

const basisOf = ({ standard, clause, edition, confidence, isLaw }: Basis): Warning["basis"] =>
  standard === "环卫一张图" ? null : { standard, clause, edition, confidence, isLaw };

/**
 * What to think of before a record is saved: what saving would refuse, and what standards and plain sense would ask.
 *
 * @param today  Local day.
 */
export async function checkFacility(
  snapshots: Snapshots,
  districtId: string,
  typed: TypedFacility,
  today: string,
): Promise<RegisterCheck> {
  const snapshot = await snapshots.get(districtId, FACILITY_LAYERS[typed.kind]);
  const areas = await snapshots.get(districtId, "areas");
  const position = typed.position ? ([typed.position[0]!, typed.position[1]!] as const) : null;
  return {
    faults: [...attributeFaults(typed), ...(snapshot ? codeFaults(snapshot, typed) : [])],
    warnings: [
      ...limitWarnings(typed),
      ...(snapshot && position ? placeWarnings(snapshot, typed, position, today) : []),
      ...(areas && position ? outsideWarnings(areas, position, today) : []),
    ],
    nextCode: snapshot && nextCode(codesIn(snapshot)),
  };
}

function attributeFaults({ kind, attributes }: TypedFacility) {
  try {
    checkedAttributes(kind, attributes ?? {});
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.faults;
  }
}

function codesIn(snapshot: Snapshot): string[] {
  const codes = snapshot.column("code").value;
  const found: string[] = [];
  snapshot.visitAll((row) => found.push(String(codes(row) ?? "")));
  return found;
}

function codeFaults(snapshot: Snapshot, { code, facilityId }: TypedFacility) {
  if (!code) return [];
  const codes = snapshot.column("code").value;
  let isTaken = false;
  snapshot.visitAll((row) => {
    if (codes(row) === code && snapshot.idAt(row) !== facilityId) isTaken = true;
  });
  return isTaken ? [codeTaken(code)] : [];
}

/** What the standards ask of what is recorded. A value that is not known is asked nothing. */
function limitWarnings({ kind, attributes = {} }: TypedFacility): Warning[] {
  const { tonnesPerDay } = attributes;
  const stationClass =
    typeof tonnesPerDay === "number" && tonnesPerDay > 0 ? stationClassOf(tonnesPerDay) : null;
  return REGISTER_LIMITS.limits.flatMap((limit) => {
    if (limit.facilityKind !== kind) return [];
    if (limit.stationClass !== undefined && limit.stationClass !== stationClass) return [];
    const value = attributes[limit.field];
    const per = limit.per === undefined ? 1 : attributes[limit.per];
    if (typeof value !== "number" || typeof per !== "number" || per <= 0) return [];
    if (value / per >= limit.atLeast) return [];
    const { field, words, basis } = limit;
    return [{ field: `attributes.${field}`, words, basis: basisOf(basis), facilityId: null }];
  });
}

function placeWarnings(
  snapshot: Snapshot,
  typed: TypedFacility,
  position: Position,
  today: string,
): Warning[] {
  const near = nearestOther(snapshot, typed, position, today);
  const title = FACILITY_KIND_TITLES[typed.kind];
  if (near) {
    const { value, words } = REGISTER_LIMITS.sameWithinMeters;
    if (near.meters <= value) {
      const name = String(snapshot.valueAt(near.row, "name") ?? snapshot.valueAt(near.row, "code"));
      const away = near.meters.toFixed(1);
      return [
        {
          field: "position",
          words: {
            zh: `${words.zh}：“${name}”在 ${away} 米处`,
            en: `${words.en}: “${name}” is ${away} m away`,
          },
          basis: null,
          facilityId: snapshot.idAt(near.row),
        },
      ];
    }
  }
  return REGISTER_LIMITS.spacing.flatMap(({ facilityKind, atMostMeters, words, basis }) => {
    if (facilityKind !== typed.kind || (near && near.meters <= atMostMeters)) return [];
    const away = near
      ? { zh: `${Math.round(near.meters)} 米`, en: `${Math.round(near.meters)} m` }
      : { zh: `${WIDEST_METERS} 米以上`, en: `more than ${WIDEST_METERS} m` };
    return [
      {
        field: "position",
        words: {
          zh: `离最近的${title.zh} ${away.zh}。${words.zh}`,
          en: `The nearest ${title.en.toLowerCase()} is ${away.en} away. ${words.en}`,
        },
        basis: basisOf(basis),
        facilityId: near ? snapshot.idAt(near.row) : null,
      },
    ];
  });
}

/** The nearest other one of the kind that is not closed today. */
function nearestOther(
  snapshot: Snapshot,
  { facilityId }: TypedFacility,
  position: Position,
  today: string,
): Near | null {
  let best: Near | null = null;
  const near = { line: [position], withinMeters: WIDEST_METERS };
  for (const row of snapshot.select({ near, date: today })) {
    if (snapshot.idAt(row) === facilityId || snapshot.valueAt(row, "status") === "closed") continue;
    const geometry = snapshot.geometryAt(row);
    if (geometry?.type !== "Point") continue;
    const [lng, lat] = geometry.coordinates;
    const meters = distanceMeters(position, [lng!, lat!]);
    if (!best || meters < best.meters) best = { row, meters };
  }
  return best;
}

/** A place in none of the district's areas; a district without areas says nothing. */
function outsideWarnings(areas: Snapshot, position: Position, today: string): Warning[] {
  const rows = areas.select({ date: today });
  if (rows.length === 0) return [];
  for (const row of rows) {
    const geometry = areas.geometryAt(row);
    if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") continue;
    if (isInside(toParts(geometry), position[0], position[1])) return [];
  }
  return [
    {
      field: "position",
      words: {
        zh: "不在本区任何辖区之内",
        en: "Lies in none of the district's areas",
      },
      basis: null,
      facilityId: null,
    },
  ];
}
