import type { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { areasAt } from "./area-index.ts";
import { type ClosedPeriod, lossOf, periodsOf } from "./closure.ts";
import { ClosureAnswer, ClosureQuestion } from "./closure-schema.ts";
import { WEIGHT_UNIT } from "./coverage.ts";
import type { Coverage, Material } from "./material.ts";
import { metersOf } from "./rounding.ts";
import { totalsOf } from "./study.ts";

type Answer = z.infer<typeof ClosureAnswer>;

const rehearseClosure = endpoint({
  access: granted("district.read"),
  method: "post",
  path: "/api/districts/{districtId}/coverage/closure",
  operationId: "rehearseClosure",
  tags: ["coverage"],
  summary:
    "Who loses service while facilities are closed, how far they go then, and where to put up others for the time; nothing is written",
  request: { params: inDistrict, body: body(ClosureQuestion) },
  responses: answers("Periods in which the same facilities are closed", ClosureAnswer),
});

/** Temporary places that are proposed for one period. */
const MOST_PROPOSED = 5;

/** Facilities closed for a time, before anybody closes them. */
export const closureApi = (read: Coverage) =>
  createRouter().openapi(rehearseClosure, async (c) => {
    const { districtId } = c.req.valid("param");
    const { question, closings } = c.req.valid("json");
    const material = await read(districtId, question, callerOf(c));
    const { study, asked } = material;
    const numberOf = new Map(study.sites.map(({ id }, site) => [id, site]));
    const periods = periodsOf(
      closings.map(({ facilityId, from, to }, at) => {
        const site = numberOf.get(facilityId);
        if (site === undefined)
          throw wrong(`closings.${at}.facilityId`, "a facility that serves here", facilityId);
        if (from !== null && to !== null && to < from)
          throw wrong(`closings.${at}.to`, `a day not before ${from}`, to);
        return { site, from, to };
      }),
    );
    return c.json(
      {
        radiusMeters: asked.radiusMeters,
        served: totalsOf(study.measured, 0).served / WEIGHT_UNIT,
        periods: periods.map((period) => periodAnswer(period, material)),
      },
      200,
    );
  });

const wrong = (field: string, remedy: string, value: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [{ field, remedy, value }]);

function periodAnswer(period: ClosedPeriod, { study, areas }: Material): Answer["periods"][number] {
  const { demand, measured, network } = study;
  const { weights, places } = measured;
  const loss = lossOf(study, period.sites);
  const lost = loss.weight / WEIGHT_UNIT;
  const amounts = loss.demands.map((i) => weights[i]!);
  const inArea = areasAt(areas, demand.centers);
  const byArea = new Map<number, number>();
  for (const [k, i] of loss.demands.entries())
    for (const area of [inArea[i]!.subdistrict, inArea[i]!.community])
      if (area >= 0) byArea.set(area, (byArea.get(area) ?? 0) + amounts[k]!);
  const { sites, ...days } = period;
  return {
    ...days,
    facilityIds: sites.map((site) => study.sites[site]!.id),
    lost,
    further: loss.furtherWeight / WEIGHT_UNIT,
    lostDays: period.days === null ? null : lost * period.days,
    ways: {
      beforeMeanMeters: meanOf(loss.before, amounts),
      afterMeanMeters: meanOf(loss.after, amounts),
      afterMostMeters: mostOf(loss.after),
      withoutWay:
        amounts.reduce(
          (sum, amount, k) => (Number.isFinite(loss.after[k]!) ? sum : sum + amount),
          0,
        ) / WEIGHT_UNIT,
    },
    cells: {
      cell: loss.demands.map((i) => demand.cells[i]!),
      demand: amounts.map((amount) => amount / WEIGHT_UNIT),
      beforeMeters: Array.from(loss.before, metersOf),
      afterMeters: Array.from(loss.after, metersOf),
    },
    areas: [...byArea]
      .map(([area, weight]) => {
        const { areaId, name, nameEn } = areas.areas[area]!;
        return { areaId, name, nameEn, lost: weight / WEIGHT_UNIT };
      })
      .sort((a, b) => b.lost - a.lost || (a.areaId < b.areaId ? -1 : 1)),
    proposals: loss.proposals.slice(0, MOST_PROPOSED).map(({ position, weight, demands }) => {
      const place = places[demands[0]!];
      const edge = place && network.streets.edges[place.edge]!;
      return {
        position: [position[0], position[1]],
        demand: weight / WEIGHT_UNIT,
        street: edge?.name ?? null,
        streetEn: edge?.nameEn ?? null,
      };
    }),
  };
}

/** Weighted mean in meters of the ways there are; null without any. */
function meanOf(ways: Float64Array, amounts: readonly number[]): number | null {
  let [sum, people] = [0, 0];
  for (const [k, way] of ways.entries()) {
    if (!Number.isFinite(way)) continue;
    sum += way * amounts[k]!;
    people += amounts[k]!;
  }
  return people > 0 ? metersOf(sum / people) : null;
}

function mostOf(ways: Float64Array): number | null {
  const finite = ways.filter(Number.isFinite);
  return finite.length > 0 ? metersOf(finite.reduce((most, way) => Math.max(most, way), 0)) : null;
}
