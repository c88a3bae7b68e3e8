import { z } from "@hono/zod-openapi";
import type { FacilityKind } from "../../data/facility.ts";
import type { LngLat } from "../geo/position.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import { applyRepair, previewRepair, undoRepair } from "./datum-repair.ts";
import { type Move, type Repair, readRepairs } from "./datum-repair-store.ts";
import type { Examinations } from "./quality.ts";
import {
  DatumRepair,
  DatumRepairs,
  RepairAsked,
  RepairPreview,
  RepairUndone,
  RepairWanted,
} from "./quality-schema.ts";

const tags = ["imports"];
const repairing = { permission: "quality.repair", within: "district" } as const;

const getRepairs = endpoint({
  access: { permission: "district.read", within: "district" },
  method: "get",
  path: "/api/districts/{districtId}/quality/datum-repairs",
  operationId: "getDatumRepairs",
  tags,
  summary: "Repairs of positions in a wrong datum, newest first",
  request: { params: inDistrict },
  responses: answers("The repairs", DatumRepairs),
});
const postPreview = endpoint({
  access: repairing,
  method: "post",
  path: "/api/districts/{districtId}/quality/datum-repair/preview",
  operationId: "previewDatumRepair",
  tags,
  summary: "What reading a group of positions in another datum would do; nothing is written",
  request: { params: inDistrict, body: body(RepairAsked) },
  responses: answers("What it would do", RepairPreview),
});
const postRepair = endpoint({
  access: repairing,
  method: "post",
  path: "/api/districts/{districtId}/quality/datum-repair",
  operationId: "repairDatum",
  tags,
  summary: "Read a group of positions in another datum and store where they really are",
  request: { params: inDistrict, body: body(RepairWanted) },
  responses: {
    201: { description: "The repair", ...json(DatumRepair) },
    ...failures,
    412: failure("The group has changed since its preview"),
  },
});
const postUndo = endpoint({
  access: repairing,
  method: "post",
  path: "/api/districts/{districtId}/quality/datum-repair/{repairId}/undo",
  operationId: "undoDatumRepair",
  tags,
  summary: "Put back the positions before a repair, of every record that nobody has changed since",
  request: { params: inDistrict.extend({ repairId: z.string() }) },
  responses: {
    200: { description: "What became of it", ...json(RepairUndone) },
    ...failures,
    409: failure("It is taken back already"),
  },
});

/** Repairing positions that were stored in a wrong datum, and taking that back. */
export function datumRepairApi({
  database,
  examine,
}: {
  database: Database;
  examine: Examinations;
}) {
  async function requireDistrict(districtId: string): Promise<District> {
    const found = (await readDistricts(database)).find((one) => one.districtId === districtId);
    if (!found) throw new DomainError("district-unknown", `No district ${districtId}`);
    return found;
  }

  return createRouter()
    .openapi(getRepairs, async (c) => {
      const { districtId } = await requireDistrict(c.req.valid("param").districtId);
      const repairs = await database.transaction((tx) => readRepairs(tx, districtId), {
        districtId,
        readOnlySnapshot: true,
      });
      return c.json({ districtId, repairs: repairs.map(wireRepair) }, 200);
    })
    .openapi(postPreview, async (c) => {
      const district = await requireDistrict(c.req.valid("param").districtId);
      const { districtId } = district;
      const asked = c.req.valid("json");
      const { ground } = await examine(district);
      const { moves, examples, ...figures } = await database.transaction(
        (tx) => previewRepair(tx, districtId, asked, ground),
        { districtId, readOnlySnapshot: true },
      );
      return c.json(
        {
          ...asked,
          ...figures,
          examples: examples.map((example) => ({ ...example, ...wireMove(example) })),
          moves: evenly(moves, MOST_ARROWS).map(wireMove),
          streets: streetsAround(ground.streets, moves),
        },
        200,
      );
    })
    .openapi(postRepair, async (c) => {
      const { districtId } = await requireDistrict(c.req.valid("param").districtId);
      const wanted = c.req.valid("json");
      const [repair] = await database.transaction(
        async (tx) => {
          const repairId = await applyRepair(tx, districtId, wanted, callerOf(c));
          return readRepairs(tx, districtId, repairId);
        },
        { districtId },
      );
      return c.json(wireRepair(repair!), 201);
    })
    .openapi(postUndo, async (c) => {
      const { districtId } = await requireDistrict(c.req.valid("param").districtId);
      const { repairId } = c.req.valid("param");
      const { repair, restored, kept } = await database.transaction(
        async (tx) => {
          const undone = await undoRepair(tx, districtId, repairId, callerOf(c));
          const [repair] = await readRepairs(tx, districtId, repairId);
          return { repair: repair!, ...undone };
        },
        { districtId },
      );
      const named = kept.map(({ facilityId, code, name }) => ({ facilityId, code, name }));
      return c.json({ repair: wireRepair(repair), restored, kept: named }, 200);
    });
}

const wireRepair = ({ at, undoneAt, kind, ...repair }: Repair) => ({
  ...repair,
  kind: kind as FacilityKind, // it was a facility's when it was written
  at: at.toISOString(),
  undoneAt: undoneAt?.toISOString() ?? null,
});

const wireMove = ({ before, after }: Pick<Move, "before" | "after">) => ({
  before: [...before],
  after: [...after],
});

const MOST_ARROWS = 300;
const MOST_STREETS = 1_500;

function evenly<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most);
  return Array.from(
    { length: Math.min(items.length, most) },
    (_, i) => items[Math.floor(i * step)]!,
  );
}

/** Streets in the box around what moves, the ones with the longest reach where there are too many. */
function streetsAround(streets: readonly (readonly LngLat[])[], moves: readonly Move[]) {
  const places = moves.flatMap(({ before, after }) => [before, after]);
  const reduce = (pick: (a: number, b: number) => number, axis: 0 | 1) =>
    places.reduce((value, at) => pick(value, at[axis]), places[0]![axis]);
  const margin = 0.002;
  const [west, east] = [reduce(Math.min, 0) - margin, reduce(Math.max, 0) + margin];
  const [south, north] = [reduce(Math.min, 1) - margin, reduce(Math.max, 1) + margin];
  const near = streets.filter((line) =>
    line.some(([lng, lat]) => lng >= west && lng <= east && lat >= south && lat <= north),
  );
  const span = (line: readonly LngLat[]) => {
    const [a, b] = [line[0]!, line.at(-1)!];
    return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
  };
  const kept =
    near.length <= MOST_STREETS
      ? near
      : [...near].sort((a, b) => span(b) - span(a)).slice(0, MOST_STREETS);
  const short = (value: number) => Math.round(value * 1e5) / 1e5;
  return kept.map((line) => line.map(([lng, lat]) => [short(lng), short(lat)]));
}
