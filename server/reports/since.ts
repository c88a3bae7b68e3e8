import type { Content, ReportWire } from "./document-schema.ts";
import type { Material } from "./records.ts";

/** Records by kind and key, each with what of it may be said otherwise later. */
type Named = ReadonlyMap<string, string>;

type Records = {
  readonly inspections: readonly { readonly inspectionId: string }[];
  readonly activities: readonly { readonly activityId: string }[];
  readonly exposures: readonly { readonly exposureId: string; readonly isUpheld: boolean | null }[];
};

const named = ({ inspections, activities, exposures }: Records): Named =>
  new Map([
    ...inspections.map(({ inspectionId }) => [`inspection ${inspectionId}`, ""] as const),
    ...activities.map(({ activityId }) => [`activity ${activityId}`, ""] as const),
    ...exposures.map(
      ({ exposureId, isUpheld }) => [`exposure ${exposureId}`, String(isUpheld)] as const,
    ),
  ]);

const recordsOf = (content: Content): Records =>
  content.kind === "bulletin"
    ? content
    : {
        inspections: content.records.inspectionIds.map((inspectionId) => ({ inspectionId })),
        activities: content.records.activityIds.map((activityId) => ({ activityId })),
        exposures: content.records.exposures,
      };

/**
 * What became of the records of a bulletin or ranking after it was composed.
 *
 * @param now  The records of its period that hold now.
 */
export function sinceOf(content: Content, now: Material): ReportWire["since"] {
  const [before, holding] = [named(recordsOf(content)), named(now)];
  return {
    withdrawn: [...before].filter(([name, said]) => holding.get(name) !== said).length,
    added: [...holding.keys()].filter((name) => !before.has(name)).length,
  };
}

/** How many records a bulletin or ranking names. */
export const recordsIn = (content: Content) => named(recordsOf(content)).size;
