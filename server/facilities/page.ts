import type { z } from "@hono/zod-openapi";
import { FACILITY_LAYERS, type FacilityStatus } from "../../data/facility.ts";
import { distanceToLineMeters, toParts } from "../geo/shape.ts";
import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import type { PageSection, PageSubject } from "../store/layer.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { FacilityPage, Section, StreetPage } from "./schema.ts";
import { readFacility, readStreet } from "./store.ts";

/** How far from a facility a street still counts as its own, meters. */
const STREET_METERS = 200;

async function sectionsOf(
  tx: Queryable,
  districtId: string,
  subject: PageSubject,
  today: string,
  sections: readonly PageSection[],
) {
  const read: z.infer<typeof Section>[] = [];
  for (const section of sections) {
    const content = await section.read(tx, districtId, subject, today);
    if (!content) continue;
    const { figures = [], facts = [], table, links = [] } = content;
    read.push({
      id: section.id,
      title: section.title,
      figures: figures.map((figure) => ({ ...figure, unit: figure.unit ?? null })),
      facts: facts.map((fact) => ({ ...fact, shown: fact.shown ?? null })),
      table: table
        ? {
            columns: table.columns.map(({ values, ...column }) => ({
              ...column,
              ...(values ? { values: { ...values } } : {}),
            })),
            rows: table.rows.map((row) => ({ ...row })),
            total: table.total,
          }
        : null,
      links: [...links],
    });
  }
  return read;
}

/**
 * Everything there is to know of a facility.
 *
 * @throws {DomainError} `facility-unknown`.
 */
export async function facilityPage(
  tx: Queryable,
  districtId: string,
  facilityId: string,
  today: string,
  sections: readonly PageSection[],
  streets: Snapshot | null,
): Promise<z.infer<typeof FacilityPage>> {
  const record = await readFacility(tx, districtId, facilityId, today);
  if (!record) throw new DomainError("facility-unknown", `No facility ${facilityId}`);
  const position: [number, number] | null =
    record.lng === null || record.lat === null ? null : [record.lng, record.lat];
  return {
    districtId,
    facility: {
      facilityId,
      layerId: FACILITY_LAYERS[record.kind],
      kind: record.kind,
      code: record.code,
      name: record.name,
      nameEn: record.name_en,
      status: record.status as FacilityStatus, // the table holds no other
      stars: record.stars,
      starsValidTo: record.stars_to,
      address: record.address,
      owner: record.owner,
      manager: record.manager,
      openedOn: record.opened_on,
      closedOn: record.closed_on,
      verifiedOn: record.verified_on,
      verifiedBy: record.verified_by,
      position,
      attributes: record.attributes,
    },
    street: streets && position && streetNear(streets, position),
    sections: await sectionsOf(
      tx,
      districtId,
      { kind: "facility", id: facilityId },
      today,
      sections,
    ),
  };
}

/** The nearest street with a name. */
function streetNear(streets: Snapshot, position: [number, number]) {
  const place = toParts({ type: "Point", coordinates: position });
  let best: { streetId: string; name: string; distanceMeters: number } | null = null;
  const near = { line: [position], withinMeters: STREET_METERS };
  for (const row of streets.select({ near })) {
    // The layer declares both as text.
    const streetId = streets.valueAt(row, "streetId") as string | null;
    const name = streets.valueAt(row, "name") as string | null;
    const geometry = streets.geometryAt(row);
    if (streetId === null || name === null || geometry?.type !== "LineString") continue;
    const line = geometry.coordinates.map(([lng, lat]) => [lng!, lat!] as const);
    const distanceMeters = Math.round(distanceToLineMeters(place, line) * 10) / 10;
    if (!best || distanceMeters < best.distanceMeters) best = { streetId, name, distanceMeters };
  }
  return best;
}

/**
 * Everything there is to know of a street.
 *
 * @throws {DomainError} `record-unknown`.
 */
export async function streetPage(
  tx: Queryable,
  districtId: string,
  streetId: string,
  today: string,
  sections: readonly PageSection[],
): Promise<z.infer<typeof StreetPage>> {
  const record = await readStreet(tx, districtId, streetId, today);
  if (!record) throw new DomainError("record-unknown", `No street ${streetId}`);
  const { west, south, east, north } = record;
  return {
    districtId,
    street: {
      streetId,
      name: record.name,
      nameEn: record.name_en,
      isMain: record.is_main,
      isModel: record.is_model,
      stars: record.stars,
      edges: record.edges,
      lengthMeters: Math.round(record.length_meters * 10) / 10,
      bbox:
        west === null || south === null || east === null || north === null
          ? null
          : [west, south, east, north],
    },
    sections: await sectionsOf(tx, districtId, { kind: "street", id: streetId }, today, sections),
  };
}
