import type { z } from "@hono/zod-openapi";
import { NO_WORD } from "../complaints/case-columns.ts";
import { convexHull } from "../geo/hull.ts";
import { DomainError } from "../http/problem.ts";
import { dateOf } from "../store/column.ts";
import { daysOf } from "./analysis.ts";
import type { ClustersAnswer, ClustersQuery } from "./clusters-schema.ts";
import { listOfPlaces } from "./list-link.ts";
import {
  type Called,
  gathered,
  inPlane,
  type Located,
  locatedIn,
  named,
  readCalled,
  titledCategories,
} from "./located.ts";
import type { Material } from "./material.ts";
import { greatest, tallied } from "./profile.ts";
import { rounded } from "./rounding.ts";

/** More points are not clustered in one answer. */
export const MOST_POINTS = 200_000;
const MOST_CLUSTERS = 500;
/** A hull without area is drawn so much wider than its points, so that it can be seen and touched. */
const MARGIN_METERS = 15;

type Reach = { readonly epsMeters: number; readonly epsDays: number; readonly minPoints: number };

/** What is held for clusters once the register is let go. */
export type HeldPoints = {
  readonly located: Located;
  readonly called: Called;
  readonly reach: Reach;
  readonly period: Material["period"];
};

/**
 * Copies the complaints that clusters are looked for in.
 *
 * @throws {DomainError} `limit-exceeded` when there are too many.
 */
export async function holdPoints(
  material: Material,
  districtId: string,
  query: z.infer<typeof ClustersQuery>,
): Promise<HeldPoints> {
  const { period, settings, tx } = material;
  const located = locatedIn(material, period);
  const count = located.positions.length;
  if (count > MOST_POINTS) {
    const remedy = `a period or filters that leave at most ${MOST_POINTS} complaints with a place`;
    throw new DomainError("limit-exceeded", `${count} complaints have a place: ${remedy}`, [
      { field: "from", remedy, rule: "too-many-points", limit: MOST_POINTS },
    ]);
  }
  return {
    ...{ located, period },
    called: await readCalled(tx, districtId, {
      ...{ streets: located.streetIds, units: located.unitIds },
    }),
    reach: {
      epsMeters: query.epsMeters ?? settings.clusters.epsMeters,
      epsDays: query.epsDays ?? settings.clusters.epsDays,
      minPoints: query.minPoints ?? settings.clusters.minPoints,
    },
  };
}

const definitionOf = ({ epsMeters, epsDays, minPoints }: Reach) => ({
  zh: `${epsMeters} 米、${epsDays} 天之内有至少 ${minPoints} 件投诉（含自身）的地点为密集，相连的密集地点为一簇（ST-DBSCAN）。簇只说明投诉在时空上聚在一起，不说明是否超出偶然。`,
  en: `A place is dense where at least ${minPoints} complaints, itself among them, lie within ${epsMeters} m and ${epsDays} days; dense places within reach of each other are one cluster (ST-DBSCAN). Clusters say that complaints lie together in space and time, not that it is more than chance.`,
});

/**
 * Clusters as they go over the wire.
 *
 * @param labels  By complaint: its cluster, −1 for none.
 */
export function clustersAnswer(
  asked: { readonly districtId: string; readonly query: z.infer<typeof ClustersQuery> },
  held: HeldPoints,
  labels: Int32Array,
  suggestedEpsMeters: number | null,
): ClustersAnswer {
  const { located, reach, period } = held;
  const members: number[][] = [];
  labels.forEach((label, i) => {
    if (label < 0) return;
    members[label] ??= [];
    members[label].push(i);
  });
  const clustered = members.reduce((sum, own) => sum + own.length, 0);
  const biggest = members.toSorted((a, b) => b.length - a.length || a[0]! - b[0]!);
  return {
    districtId: asked.districtId,
    asked: { ...reach, definition: definitionOf(reach) },
    suggestedEpsMeters,
    period: daysOf(period),
    totals: {
      ...{ complaints: located.total, withoutPosition: located.withoutPosition, clustered },
      noise: labels.length - clustered,
    },
    found: members.length,
    clusters: biggest.slice(0, MOST_CLUSTERS).map((own) => clusterOf(asked.query, held, own)),
    askedAt: new Date().toISOString(),
  };
}

function clusterOf(
  query: z.infer<typeof ClustersQuery>,
  { located, called }: HeldPoints,
  members: readonly number[],
): ClustersAnswer["clusters"][number] {
  const { reporters, categories, streetId, unitId } = gathered(located, members);
  const titled = titledCategories(called, categories);
  const own = members.map((i) => located.days[i]!);
  const span = {
    from: own.reduce((first, day) => Math.min(first, day)),
    to: own.reduce((last, day) => Math.max(last, day)),
  };
  const byReporter = tallied(
    members.map((i) => (located.reporters[i] === NO_WORD ? null : located.reporters[i]!)),
  );
  const positions = members.map((i) => located.positions[i]!);
  return {
    ...{ complaints: members.length, reporters },
    mostOfOne: byReporter.size > 0 ? greatest(byReporter.values()) : null,
    days: { from: dateOf(span.from), to: dateOf(span.to) },
    perDay: rounded(members.length / (span.to - span.from + 1), 2),
    ...{ category: titled[0] ?? null, categories: titled },
    street: named(called.names.streets, streetId),
    unit: named(called.names.units, unitId),
    ...outlineOf(positions),
    ...listOfPlaces(query, span, { ids: members.map(located.idOf), positions }),
  };
}

/** Where a cluster lies: the middle of its points, how far it reaches, and a closed ring around it. */
export function outlineOf(positions: Located["positions"]) {
  const { xs, ys, back } = inPlane(positions);
  const middle = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [middle(xs), middle(ys)];
  const radius = xs.reduce((most, own, i) => Math.max(most, Math.hypot(own - x, ys[i]! - y)), 0);
  const hull = convexHull(Array.from(xs, (own, i) => [own, ys[i]!] as const));
  const corners =
    hull.length >= 3
      ? hull
      : Array.from({ length: 6 }, (_, k): readonly [number, number] => {
          const angle = (k * Math.PI) / 3;
          const out = radius + MARGIN_METERS;
          return [x + out * Math.cos(angle), y + out * Math.sin(angle)];
        });
  return {
    center: back([x, y]),
    radiusMeters: rounded(radius, 1),
    ring: [...corners, corners[0]!].map(back),
  };
}
