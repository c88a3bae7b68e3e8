import type { MeasureOf } from "../../data/coverage-lenses.ts";
import type { StreetNetwork } from "../geo/network.ts";
import { isAskedBeside, type Land, landBeside } from "./lens-land.ts";
import type { SpacingResult } from "./lens-schema.ts";
import type { CoverageEdge } from "./network.ts";
import { roundedPosition, tenthsOf } from "./rounding.ts";
import type { Site } from "./sites.ts";
import { type Gap, spacingOf } from "./spacing.ts";

/** Gaps, streets and rejects that one answer holds: beyond are counted. */
const [MOST_GAPS, MOST_STREETS, MOST_REJECTS] = [20_000, 2_000, 500];

type Named = {
  readonly streetId: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
};

/**
 * Where along streets facilities stand too far apart.
 *
 * Where the clause asks of land of some uses, streets beside land that nobody knows are told apart: they are neither
 * served nor a gap.
 */
export function spacingAnswer(
  streets: StreetNetwork<CoverageEdge>,
  sites: readonly Site[],
  {
    measure,
    land,
    reachMeters,
  }: { measure: MeasureOf<"spacing">; land: Land; reachMeters: number },
): SpacingResult {
  const uses = measure.landUse ?? [];
  const classes: readonly string[] = measure.streetClasses;
  const isOfClass = streets.edges.map((edge) => classes.includes(edge.class));
  // of each edge: whether it is asked of; null is not known
  const asked = streets.edges.map((_, edge) => {
    if (!isOfClass[edge]) return false;
    return uses.length === 0 || isAskedBeside(landBeside(streets, land, edge), uses);
  });
  const askedIds = new Set(streets.edges.flatMap(({ id }, edge) => (asked[edge] ? [id] : [])));
  const { mostMeters, sides } = measure;
  const spacing = spacingOf(streets, sites, {
    ...{ mostMeters, sides, streetClasses: classes, reachMeters },
    isAsked: ({ id }) => askedIds.has(id),
  });
  const isReached = spacing.lengthMeters > spacing.unreachedMeters;
  const gaps = spacing.gaps
    .map((gap, place) => ({ gap, place, meters: gap.toMeters - gap.fromMeters }))
    .sort((a, b) => b.meters - a.meters || a.place - b.place);
  const told = gaps.slice(0, MOST_GAPS);
  const left = gaps.slice(MOST_GAPS);
  const unknown = asked.flatMap((is, edge) => (is === null ? [edge] : []));
  return {
    type: "spacing",
    noData:
      uses.length > 0 && land.plots.length === 0
        ? "plots"
        : isOfClass.some(Boolean)
          ? null
          : "streets",
    totals: {
      meters: tenthsOf(spacing.lengthMeters),
      servedMeters: tenthsOf(spacing.servedMeters),
      unreachedMeters: tenthsOf(spacing.unreachedMeters),
      greatestIntervalMeters: isReached ? tenthsOf(spacing.greatestIntervalMeters) : null,
      missing: spacing.streets.reduce((sum, { missing }) => sum + missing, 0),
    },
    landUnknown: {
      meters: tenthsOf(unknown.reduce((sum, edge) => sum + streets.lengthsMeters[edge]!, 0)),
      lines: unknown.slice(0, MOST_GAPS).map((edge) => courseOf(streets, { edge })),
    },
    ...streetsOf(streets, spacing, told),
    gaps: told.map(({ gap, place, meters }) => ({
      id: String(place),
      ...namedOf(streets.edges[gap.edge]!),
      side: gap.side,
      meters: tenthsOf(meters),
      line: courseOf(streets, gap),
    })),
    gapsLeftOut: {
      count: left.length,
      meters: tenthsOf(left.reduce((sum, { meters }) => sum + meters, 0)),
    },
    ...rejectsOf(streets, sites, { rejects: spacing.rejects, asked, reachMeters }),
  };
}

const namedOf = ({ streetId, name, nameEn }: CoverageEdge): Named => ({ streetId, name, nameEn });

const courseOf = (
  streets: StreetNetwork<CoverageEdge>,
  { edge, fromMeters, toMeters }: { edge: number } & Partial<Gap>,
) =>
  streets
    .lineBetween(edge, fromMeters ?? 0, toMeters ?? streets.lengthsMeters[edge]!)
    .map(roundedPosition);

/** Streets with what is asked of them, those that miss most first, each with its longest gap to go to. */
function streetsOf(
  streets: StreetNetwork<CoverageEdge>,
  spacing: ReturnType<typeof spacingOf>,
  gaps: readonly { gap: Gap; meters: number }[],
): Pick<SpacingResult, "streets" | "streetsLeftOut"> {
  const named = new Map(streets.edges.map((edge) => [edge.streetId, edge]));
  const longest = new Map<string | null, Gap>();
  for (const { gap } of gaps) {
    const { streetId } = streets.edges[gap.edge]!;
    if (!longest.has(streetId)) longest.set(streetId, gap);
  }
  const all = spacing.streets
    .map((street) => {
      const gap = longest.get(street.streetId);
      const middle = gap && (gap.fromMeters + gap.toMeters) / 2;
      return {
        streetId: street.streetId,
        // of streets without a name there are many
        ...(street.streetId === null
          ? { name: null, nameEn: null }
          : { name: named.get(street.streetId)!.name, nameEn: named.get(street.streetId)!.nameEn }),
        meters: tenthsOf(street.lengthMeters),
        servedMeters: tenthsOf(street.servedMeters),
        missing: street.missing,
        position:
          gap && middle !== undefined
            ? roundedPosition(streets.lineBetween(gap.edge, middle, middle)[0]!)
            : null,
      };
    })
    .sort(
      (a, b) =>
        b.missing - a.missing ||
        b.meters - b.servedMeters - (a.meters - a.servedMeters) ||
        String(a.streetId).localeCompare(String(b.streetId)),
    );
  return {
    streets: all.slice(0, MOST_STREETS),
    streetsLeftOut: Math.max(0, all.length - MOST_STREETS),
  };
}

/** Facilities that stand along no street that is asked of, each with why. */
function rejectsOf(
  streets: StreetNetwork<CoverageEdge>,
  sites: readonly Site[],
  {
    rejects,
    asked,
    reachMeters,
  }: { rejects: readonly string[]; asked: readonly (boolean | null)[]; reachMeters: number },
): Pick<SpacingResult, "rejects" | "rejected"> {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const all = rejects.map((id) => {
    const { name, nameEn, position } = byId.get(id)!;
    const edge = streets.nearestEdge(position, reachMeters)?.edge;
    const reason =
      edge === undefined
        ? ("no-street" as const)
        : asked[edge] === null
          ? ("land-unknown" as const)
          : ("other-street" as const);
    return { id, name, nameEn, position: roundedPosition(position), reason };
  });
  const count = (reason: (typeof all)[number]["reason"]) =>
    all.filter((reject) => reject.reason === reason).length;
  return {
    rejected: {
      noStreet: count("no-street"),
      otherStreet: count("other-street"),
      landUnknown: count("land-unknown"),
    },
    // what stands far from every street comes first: that may be a fault of the register
    rejects: [...all]
      .sort((a, b) => Number(a.reason !== "no-street") - Number(b.reason !== "no-street"))
      .slice(0, MOST_REJECTS),
  };
}
