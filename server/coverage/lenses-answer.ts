import { COVERAGE_LENSES, LENS_FIGURES, type Lens, radiusOf } from "../../data/coverage-lenses.ts";
import { FACILITY_LAYERS } from "../../data/facility.ts";
import { capacitiesOf, type DistrictLens, lensesOf, type OwnLenses } from "./lenses.ts";
import type { CoverageLenses, Standards } from "./schema.ts";

type ServiceRadius = (typeof Standards)["_output"]["serviceRadii"][number];

const presetById = new Map(COVERAGE_LENSES.map((lens) => [lens.id, lens]));

/** Which copy of a standard was read stays with the data; what the district set stands on nothing but itself. */
export function standsOn({ source: _, note, ...basis }: Lens["basis"], isOwn: boolean) {
  const confidence = isOwn ? "OWN" : basis.confidence;
  return { ...basis, confidence, ...(note ? { note } : {}) };
}

/** The lenses that are on and have a distance to draw around facilities. */
export const serviceRadiiOf = (lenses: readonly DistrictLens[]): ServiceRadius[] =>
  lenses.flatMap((lens) => {
    const radiusMeters = radiusOf(lens.measure);
    if (!lens.isOn || radiusMeters === null) return [];
    const { id, facilityKind, title, isDefault } = lens;
    const range = rangeOf(lens.measure);
    return [
      {
        ...{ id, facilityKind, layerId: FACILITY_LAYERS[facilityKind], title, radiusMeters },
        ...(range ? { rangeMeters: range } : {}),
        ...{ isDefault, basis: standsOn(lens.basis, lens.isOwn) },
      },
    ];
  });

function rangeOf(measure: Lens["measure"]): number[] | null {
  if (measure.type === "radius") return measure.rangeMeters ? [...measure.rangeMeters] : null;
  if (measure.type !== "spacing" || measure.leastMeters === undefined) return null;
  return [measure.leastMeters, measure.mostMeters];
}

/** Everything a district is held to, as a caller reads it. */
export function lensesAnswer(
  districtId: string,
  { own, notUnderstood }: OwnLenses,
): CoverageLenses {
  return {
    districtId,
    lenses: lensesOf(own).map(({ figures, basis, ...lens }) => {
      const preset = presetById.get(lens.id);
      return {
        ...lens,
        figures: figures.map((figure) => {
          const { unit, least, most } = LENS_FIGURES[figure.name];
          return { ...figure, unit, least, most };
        }),
        radiusMeters: radiusOf(lens.measure),
        isOnByPreset: preset?.isOn ?? true,
        isDefaultByPreset: preset?.isDefault ?? false,
        basis: standsOn(basis, lens.isOwn),
      };
    }),
    capacities: capacitiesOf(own).map(({ basis, range, ...capacity }) => ({
      ...capacity,
      ...(range ? { rangeAsRead: [...range] } : {}),
      basis: standsOn(basis, capacity.value !== capacity.preset),
    })),
    own,
    notUnderstood: [...notUnderstood],
  };
}
