import { catchments, demandsByEdge } from "../coverage/allocation.ts";
import { distancesOf, inUnits, STATE, stateAt, WEIGHT_UNIT } from "../coverage/coverage.ts";
import { standsOn } from "../coverage/lenses-answer.ts";
import type { Material } from "../coverage/material.ts";
import { type Study, studyOf, totalsOf } from "../coverage/study.ts";
import type { KindMaterial, SitingMaterial } from "./material.ts";
import type { SitingQuestion } from "./question.ts";
import { RecountError } from "./recount.ts";
import type { SitingAnswer, SitingCandidate } from "./schema.ts";
import type { KindResult, SitingResult } from "./work.ts";

type OfKind = SitingAnswer["kinds"][number];
type Site = OfKind["sites"][number];

/** Cells that are listed at most; the others are counted. */
const MOST_CELLS = 500;
const STEPS_A_RADIUS = 6;

/**
 * The answer to a question, with what every site is good for.
 *
 * The engine of coverage measures the chosen sites by other means than the solver did, from the same streets and demand.
 *
 * @throws {RecountError} when it counts something else than the solver says.
 */
export function sitingAnswer(material: SitingMaterial, result: SitingResult): SitingAnswer {
  const { districtId, question, kinds } = material;
  const { method } = question;
  const head = { districtId, at: new Date().toISOString(), question, method };
  if (result.status === "infeasible") {
    const { obstacle, seconds, leftOut } = result;
    const { demands, ...why } = obstacle;
    const { demand } = kinds[0]!.coverage.study;
    const told = cellsOf(demand, demands);
    return {
      ...{ ...head, status: "infeasible", objective: null, bound: null, gap: null, seconds },
      ...{ isRecounted: false, obstacle: { ...why, ...told }, curve: null, costYuan: 0 },
      kinds: kinds.map((kind, k) => {
        const nothing: KindResult = { sites: [], leftOut: k === 0 ? leftOut : [] };
        return ofKind(material, k, nothing, kind.coverage.study);
      }),
    };
  }
  const { status, objective, bound, gap, seconds, curve } = result;
  const studies = result.kinds.map((kind, k) => studyWith(material, k, kind));
  recount(question, result, studies);
  const told = result.kinds.map((kind, k) => ofKind(material, k, kind, studies[k]!));
  const base = curve.points[0]!.served;
  return {
    ...{ ...head, status, objective, bound: Number.isFinite(bound) ? bound : null, gap, seconds },
    ...{ isRecounted: true, obstacle: null, kinds: told },
    curve: {
      method: curve.method,
      points: curve.points.map(({ sites, served }) => ({ sites, served, gain: served - base })),
    },
    costYuan: told.reduce((sum, { costYuan }) => sum + costYuan, 0),
  };
}

const candidateAt = ({ offer, candidates }: SitingMaterial, candidate: number): SitingCandidate =>
  offer.candidates[candidates[candidate]!]!;

/** What new sites are called where they are tried out in coverage: as nothing is that is tried out there already. */
function editIdsOf({ question }: SitingMaterial, kind: number, count: number): string[] {
  const taken = new Set(question.coverage.edits.added.map(({ id }) => id));
  const ids: string[] = [];
  for (let number = 1; ids.length < count; number++) {
    const id = `new-siting-${kind + 1}-${number}`;
    if (!taken.has(id)) ids.push(id);
  }
  return ids;
}

/** Demand as it would be served with the chosen sites, by the engine of coverage. */
function studyWith(material: SitingMaterial, k: number, { sites }: KindResult): Study {
  const { coverage } = material.kinds[k]!;
  const { study, asked } = coverage;
  const ids = editIdsOf(material, k, sites.length);
  return studyOf({
    ...{ network: study.network, demand: study.demand, hasCapacity: asked.hasCapacity },
    radiusMeters: asked.radiusMeters,
    snapped: { places: study.measured.places, failures: study.demandFailures },
    sites: [
      ...study.sites,
      ...sites.map(({ candidate }, order) => {
        const { position, capacity } = candidateAt(material, candidate);
        return {
          ...{ id: ids[order]!, position, capacity },
          ...{ name: null, nameEn: null, stars: null, isNew: true, from: null },
        };
      }),
    ],
  });
}

/** @throws {RecountError} when the engine of coverage counts something else than the solver says. */
export function recount(
  question: SitingQuestion,
  result: Exclude<SitingResult, { status: "infeasible" }>,
  studies: readonly Study[],
): void {
  const { method, alsoKinds, leastCost, budgetYuan } = question;
  const { objective } = result;
  const differs = (a: number, b: number) => Math.abs(a - b) > 1e-6 * Math.max(1, Math.abs(b));
  const refuse = (counted: number) => {
    throw new RecountError(`coverage counts ${counted} where the solver says ${objective}`);
  };
  const servedBy = (study: Study) =>
    totalsOf(study.measured, study.demand.unplaced).served / WEIGHT_UNIT;
  if (method === "mclp") {
    const served = studies.reduce(
      (sum, study, k) => sum + servedBy(study) * (k === 0 ? 1 : alsoKinds[k - 1]!.importance),
      0,
    );
    // solvers share room as well as it can be shared; who comes to it is served in the order of nearness, which is no better
    const isWrong = question.coverage.hasCapacity
      ? served > objective + 1e-6 * Math.max(1, objective)
      : differs(served, objective);
    if (isWrong) refuse(served);
    return;
  }
  const { measured } = studies[0]!;
  const left = new Set(result.kinds[0]!.leftOut);
  let [weighted, farthest, outside] = [0, 0, 0];
  for (const [i, weight] of measured.weights.entries()) {
    if (!measured.places[i] || weight === 0 || left.has(i)) continue;
    const meters = measured.nearest.firstWays[i]! / 1000;
    weighted += (weight / WEIGHT_UNIT) * meters;
    farthest = Math.max(farthest, meters);
    if (stateAt(measured, i) === STATE.outside) outside += weight / WEIGHT_UNIT;
  }
  if (method === "pmedian" && differs(weighted, objective)) refuse(weighted);
  if (method === "pcenter" && differs(farthest, objective)) refuse(farthest);
  if (method !== "lscp") return;
  if (outside > 0)
    throw new RecountError(`coverage counts ${outside} outside where none should be`);
  const count = result.kinds[0]!.sites.length;
  if (!leastCost && budgetYuan === undefined && count !== objective) refuse(count);
}

function ofKind(material: SitingMaterial, k: number, result: KindResult, after: Study): OfKind {
  const { offer, kinds, question } = material;
  const kind = kinds[k]!;
  const { study, asked } = kind.coverage;
  const isRefused = kind.rules.map((rules) => rules.some(({ outcome }) => outcome === "refused"));
  const refused = isRefused.flatMap((is, c) =>
    is
      ? [
          {
            candidate: offer.candidates[c]!,
            rules: kind.rules[c]!.filter(({ outcome }) => outcome === "refused"),
          },
        ]
      : [],
  );
  const also = k === 0 ? null : question.alsoKinds[k - 1]!;
  const costs = result.sites.map(({ candidate }) =>
    also ? also.costYuan : candidateAt(material, candidate).costYuan,
  );
  const step = asked.radiusMeters / STEPS_A_RADIUS;
  const all = [...study.demand.weights.keys()];
  return {
    asked,
    candidates: {
      offered: offer.candidates.length,
      usable: offer.candidates.length - refused.length,
      refused: refused.length,
      cornersApartMeters: offer.cornersApartMeters,
      outsideAreas: offer.outsideAreas,
    },
    kept: study.sites.length,
    lenses: kind.lenses.map(({ id: lensId, title, isOwn, basis }) => ({
      ...{ lensId, title, isOwn, basis: standsOn(basis, isOwn) },
    })),
    sites: sitesOf(material, k, result, after),
    refused,
    totals: {
      before: inUnits(totalsOf(study.measured, study.demand.unplaced)),
      after: inUnits(totalsOf(after.measured, study.demand.unplaced)),
      beforeDistances: distancesOf(study.measured, all, step),
      afterDistances: distancesOf(after.measured, all, step),
    },
    leftOut: cellsOf(study.demand, result.leftOut),
    costYuan: costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    costUnknown: costs.filter((cost) => cost === null).length,
  };
}

function sitesOf(material: SitingMaterial, k: number, { sites }: KindResult, after: Study): Site[] {
  const kind = material.kinds[k]!;
  const complaints = complaintsOf(
    kind,
    sites.map(({ candidate }) => material.candidates[candidate]!),
  );
  const before = kind.coverage.study.sites.length;
  const ids = editIdsOf(material, k, sites.length);
  return sites.map(({ candidate, gain, alone, inReach, serves, meanMeters }, order): Site => {
    const load = after.measured.allocation?.loads[before + order];
    return {
      candidate: candidateAt(material, candidate),
      editId: ids[order]!,
      ...{ gain, alone, inReach, serves },
      meanMeters: meanMeters === null ? null : Math.round(meanMeters * 10) / 10,
      load: load === undefined ? null : load / WEIGHT_UNIT,
      complaintsAYear: complaints?.[order]?.inReach ?? null,
      newComplaintsAYear: complaints?.[order]?.gain ?? null,
      rules: [...kind.rules[material.candidates[candidate]!]!],
    };
  });
}

/** Complaints within the radius of each site, and of them those that no kept site and none before it reaches. */
function complaintsOf({ complaints, places }: KindMaterial, offered: readonly number[]) {
  if (!complaints) return null;
  const { network, demand, measured } = complaints.study;
  const byEdge = demandsByEdge(network.streets.edges.length, measured.places);
  const catchmentOf = catchments(network, measured.places, byEdge);
  const isReached = keptReach(complaints);
  return offered.map((c) => {
    const place = places[c];
    let [inReach, gain] = [0, 0];
    for (const i of place ? catchmentOf(place, measured.radiusMillimeters).demands : []) {
      inReach += demand.weights[i]!;
      if (isReached[i]) continue;
      isReached[i] = 1;
      gain += demand.weights[i]!;
    }
    return { inReach: inReach / WEIGHT_UNIT, gain: gain / WEIGHT_UNIT };
  });
}

const keptReach = ({ study: { measured } }: Material) =>
  Uint8Array.from(measured.nearest.firstWays, (way) => (way <= measured.radiusMillimeters ? 1 : 0));

function cellsOf({ cells, centers, weights }: Study["demand"], demands: readonly number[]) {
  const sorted = demands.toSorted((a, b) => weights[b]! - weights[a]! || a - b);
  return {
    demand: demands.reduce((sum, i) => sum + weights[i]!, 0) / WEIGHT_UNIT,
    cellCount: demands.length,
    cells: sorted.slice(0, MOST_CELLS).map((i) => ({
      cell: cells[i]!,
      position: [...centers[i]!] as [number, number],
      demand: weights[i]! / WEIGHT_UNIT,
    })),
  };
}
