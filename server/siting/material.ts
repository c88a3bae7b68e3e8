import { readLenses } from "../coverage/lens-store.ts";
import type { DistrictLens } from "../coverage/lenses.ts";
import type { Asker, Coverage, Material } from "../coverage/material.ts";
import type { Place, TravelNetwork } from "../coverage/network.ts";
import { CoverageQuestion } from "../coverage/question.ts";
import { SNAP_SITE_METERS } from "../coverage/study.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { type Offer, offeredBy, ringOf, tooMany } from "./candidates.ts";
import { pairsNearer } from "./corners.ts";
import { sendable } from "./distances.ts";
import type { AlsoKind, SitingQuestion } from "./question.ts";
import { checkQuestion } from "./question-check.ts";
import { judged, lensesIn, type Requirements, requirementsOf } from "./rules.ts";
import type { SitingCandidate, SitingRule } from "./schema.ts";
import { readFreePlots } from "./store.ts";
import { SURROUNDING_LAYERS, type Surroundings, surroundingsOf } from "./surroundings.ts";
import type { KindTask, SitingTask } from "./work.ts";

/** What one kind of a question is answered from. */
export type KindMaterial = {
  readonly coverage: Material;
  /** Complaints as demand of the same facilities; null where they are not for whoever asks. */
  readonly complaints: Material | null;
  /** What its rules stand on. */
  readonly lenses: readonly DistrictLens[];
  /** Of each offered candidate. */
  readonly rules: readonly (readonly SitingRule[])[];
  /** Where each offered candidate meets a street; null where it is refused. */
  readonly places: readonly (Place | null)[];
  /** The edge it meets, refused or not. */
  readonly streets: readonly (number | null)[];
};

/** What a question is answered from: `candidates` are those of the task, by their places in what is offered. */
export type SitingMaterial = {
  readonly districtId: string;
  readonly question: SitingQuestion;
  readonly offer: Offer;
  readonly kinds: readonly KindMaterial[];
  readonly candidates: readonly number[];
};

/** More pairs of candidates too near each other than this are not looked at. */
const MOST_CONFLICTS = 50_000;
/** Ways that are longer than so many radii are none, for the least way. */
const FAR_RADII = 10;
const LEAST_FAR_METERS = 3_000;

/** Reads what questions of siting mean: candidates, what they are held to, and what they are measured by. */
export function createSitings({
  database,
  snapshots,
  coverage,
}: {
  database: Database;
  snapshots: Snapshots;
  coverage: Coverage;
}) {
  async function readLand(districtId: string, question: SitingQuestion) {
    const { lenses, plots } = await database.transaction(
      async (tx) => ({
        lenses: (await readLenses(tx, districtId)).lenses,
        plots: question.candidates.plots ? await readFreePlots(tx, districtId) : [],
      }),
      { districtId },
    );
    const layers = await Promise.all(
      SURROUNDING_LAYERS.map(async (id) => [id, await snapshots.get(districtId, id)] as const),
    );
    return { lenses, plots, surroundings: surroundingsOf(new Map(layers)) };
  }

  async function readKind(
    districtId: string,
    question: CoverageQuestion,
    asker: Asker,
  ): Promise<Pick<KindMaterial, "coverage" | "complaints">> {
    const material = await coverage(districtId, question, asker);
    if (question.demand === "complaints") return { coverage: material, complaints: material };
    const mayRead = await asker.readReach(districtId, "complaints.all");
    const asComplaints = { ...question, demand: "complaints" as const, hasCapacity: false };
    const complaints = mayRead && (await coverage(districtId, asComplaints, asker));
    return { coverage: material, complaints };
  }

  /**
   * @throws {DomainError} `district-unknown`, `forbidden`, `body-invalid` where the question contradicts itself,
   *   `limit-exceeded` where it asks for more than is looked at.
   */
  return async function read(
    districtId: string,
    question: SitingQuestion,
    asker: Asker,
  ): Promise<SitingMaterial & { readonly task: SitingTask }> {
    checkQuestion(question);
    const own = await readKind(districtId, question.coverage, asker);
    const others = await Promise.all(
      question.alsoKinds.map((also) => readKind(districtId, coverageOf(also, question), asker)),
    );
    const { lenses, plots, surroundings } = await readLand(districtId, question);
    const reach = await asker.readReach(districtId, "district.read");
    const offered = offeredBy(question.candidates, {
      network: own.coverage.study.network,
      plots,
      mayReadOwners: reach?.isWhole === true,
      costYuan: question.costYuan ?? null,
      capacity: question.capacity ?? null,
    });
    const exclude = question.exclude.map(ringOf);
    const needsCost = question.budgetYuan !== undefined || question.leastCost;
    const kinds: KindMaterial[] = [];
    for (const [k, read] of [own, ...others].entries()) {
      const also = k === 0 ? null : question.alsoKinds[k - 1]!;
      const requirements = requirementsOf(read.coverage.asked.kind, lenses, {
        tonnesPerDay: also ? also.tonnesPerDay : question.tonnesPerDay,
        minimumAreaSquareMeters: also ? also.areaSquareMeters : question.minimumAreaSquareMeters,
        landUses: question.landUses ?? null,
        exclude,
        needsCost: needsCost && !also,
        needsArea: question.alsoKinds.length > 0,
      });
      const { network } = read.coverage.study;
      const held = await heldTo(offered.candidates, network, requirements, surroundings);
      kinds.push({ ...read, lenses: lensesIn(requirements), ...held });
    }
    const offer = withStreets(offered, own.coverage.study.network, kinds[0]!);
    const candidates = candidatesOf(offer, kinds);
    return {
      ...{ districtId, question, offer, kinds, candidates },
      task: taskOf(question, offer, kinds, candidates),
    };
  };
}
export type Sitings = ReturnType<typeof createSitings>;

/** Candidates that are looked at before others get their turn. */
const AT_A_STRETCH = 50;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

async function heldTo(
  candidates: readonly SitingCandidate[],
  network: TravelNetwork,
  requirements: Requirements,
  surroundings: Surroundings,
): Promise<Pick<KindMaterial, "rules" | "places" | "streets">> {
  const rules: SitingRule[][] = [];
  const places: (Place | null)[] = [];
  const streets: (number | null)[] = [];
  for (const [at, candidate] of candidates.entries()) {
    const place = network.snap(candidate.position, SNAP_SITE_METERS);
    const verdicts = judged(candidate, place, requirements, surroundings);
    const isRefused = verdicts.some(({ outcome }) => outcome === "refused");
    rules.push(verdicts);
    places.push(typeof place === "string" || isRefused ? null : place);
    streets.push(typeof place === "string" ? null : place.edge);
    if (at % AT_A_STRETCH === AT_A_STRETCH - 1) await breathe();
  }
  return { rules, places, streets };
}

/** Whatever is no corner is on the street it meets. */
const withStreets = (
  offer: Offer,
  { streets: { edges } }: TravelNetwork,
  { streets }: KindMaterial,
): Offer => ({
  ...offer,
  candidates: offer.candidates.map((candidate, c) => {
    const edge = streets[c] == null ? null : edges[streets[c]]!;
    if (candidate.source === "corner" || !edge) return candidate;
    return { ...candidate, street: edge.name, streetEn: edge.nameEn };
  }),
});

/** Those that are not refused to every kind. */
const candidatesOf = ({ candidates }: Offer, kinds: readonly KindMaterial[]): number[] =>
  [...candidates.keys()].filter((c) => kinds.some(({ places }) => places[c]));

/** The coverage of a kind that is built beside: the same day, streets and barriers, and its own facilities as they are. */
const coverageOf = (
  { kind, lensId, radiusMeters, profile, demand }: AlsoKind,
  { coverage }: SitingQuestion,
): CoverageQuestion =>
  CoverageQuestion.parse({
    ...{ kind, demand, edits: { barriers: coverage.edits.barriers } },
    ...(lensId === undefined ? {} : { lensId }),
    ...(radiusMeters === undefined ? {} : { radiusMeters }),
    ...(profile === undefined ? {} : { profile }),
  });

function taskOf(
  question: SitingQuestion,
  { candidates: offered }: Offer,
  kinds: readonly KindMaterial[],
  candidates: readonly number[],
): SitingTask {
  const { method, seconds, coverage, alsoKinds, count, budgetYuan } = question;
  const own = kinds[0]!.coverage;
  const radiusMeters = own.asked.radiusMeters;
  const far = question.farthestMeters ?? Math.max(FAR_RADII * radiusMeters, LEAST_FAR_METERS);
  const { weights } = own.study.demand;
  const whole = weights.reduce((sum, weight) => sum + weight, 0) / 1000;
  // a site of unknown room has room for everybody
  const roomOf = (capacity: number | null) => Math.min(Math.floor(capacity ?? whole), whole);
  return {
    ...{ method, seconds, budgetYuan: budgetYuan ?? null, leastCost: question.leastCost },
    leaveOutUnreachable: question.leaveOutUnreachable,
    farMillimeters: Math.round(far * 1000),
    usableSquareMeters: Float64Array.from(
      candidates,
      (c) => offered[c]!.usableAreaSquareMeters ?? 0,
    ),
    capacities: coverage.hasCapacity
      ? Float64Array.from([
          ...candidates.map((c) => roomOf(offered[c]!.capacity)),
          ...own.study.sites.map(({ capacity }) => roomOf(capacity)),
        ])
      : null,
    kinds: kinds.map(({ coverage: { study, asked }, places }, k): KindTask => {
      const also = k === 0 ? null : alsoKinds[k - 1]!;
      const here = candidates.map((c) => places[c] ?? null);
      return {
        ways: sendable(study.network),
        places: study.measured.places,
        weights: study.demand.weights,
        candidates: here,
        kept: coverage.hasCapacity
          ? { places: study.labels.sites }
          : { nearest: study.measured.nearest.firstWays },
        radiusMillimeters: Math.round(asked.radiusMeters * 1000),
        count: also ? also.count : (count ?? null),
        costs: Float64Array.from(candidates, (c) =>
          also ? also.costYuan : (offered[c]!.costYuan ?? 0),
        ),
        conflicts: conflictsOf(
          candidates.map((c) => offered[c]!),
          here,
          also ? also.keepApartMeters : question.keepApartMeters,
        ),
        areaSquareMeters: also?.areaSquareMeters ?? question.minimumAreaSquareMeters ?? 0,
        importance: also?.importance ?? 1,
      };
    }),
  };
}

/** Candidates too near each other for two of the kind; those that it is refused are in no pair. */
function conflictsOf(
  candidates: readonly SitingCandidate[],
  places: readonly (Place | null)[],
  apartMeters: number | undefined,
): (readonly [number, number])[] {
  if (apartMeters === undefined) return [];
  const able = [...candidates.keys()].filter((c) => places[c]);
  const pairs = pairsNearer(
    able.map((c) => candidates[c]!.position),
    apartMeters,
    MOST_CONFLICTS,
  );
  if (!pairs)
    throw tooMany("keepApartMeters", MOST_CONFLICTS + 1, MOST_CONFLICTS, "siting-conflicts");
  return pairs.map(([a, b]) => [able[a]!, able[b]!]);
}
