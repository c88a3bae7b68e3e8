import { storedFor } from "../../server/geo/datum-fit.ts";
import type { Random } from "./random.ts";
import type { DemoComplaint, DemoFacility, LngLat } from "./records.ts";

/** What the register says otherwise than it is: the kinds of mistake that registers have. */
export type DemoFlaw = {
  readonly facilityId: string;
  readonly kind:
    | "wrong-datum"
    | "outside"
    | "no-place"
    | "duplicate"
    | "manager-unknown"
    | "owner-unknown";
  /** The fields as they are stored. */
  readonly stored: Partial<Omit<StoredFacility, "facilityId">>;
};

/** A facility as the register holds it, mistakes included. */
export type StoredFacility = Omit<DemoFacility, "position"> & {
  readonly position: LngLat | null;
  readonly source: string | null;
  readonly sourceKey: string | null;
};

/** The list with which the bins in a wrong datum came in. */
export const GCJ02_SOURCE = "2025年果皮箱补录.csv";

const GCJ02_BINS = 40;
const [OUTSIDE, NO_PLACE, DUPLICATES, NO_MANAGER, NO_OWNER] = [3, 4, 3, 12, 9];

/** One digit mistyped: a degree of latitude's tenth, or a degree of longitude's. */
const SLIPS: readonly LngLat[] = [
  [0, 0.1],
  [0.1, 0],
  [0, -0.2],
];

/**
 * Mistakes in what is stored of litter bins; where everything really is stays as it was generated.
 *
 * They sit on bins of streets with invented names, in use, that no complaint names, each on one bin at most.
 */
export function flawsOf(
  facilities: readonly DemoFacility[],
  complaints: readonly DemoComplaint[],
  documentNames: readonly string[],
  random: Random,
): DemoFlaw[] {
  const named = new Set(complaints.map(({ facilityId }) => facilityId));
  const free = facilities.filter(
    ({ facilityId, kind, name, status }) =>
      kind === "bin" &&
      status === "open" &&
      !named.has(facilityId) &&
      !documentNames.some((street) => name.startsWith(street)),
  );
  const queue = random.shuffled(free);
  const take = (count: number) => queue.splice(0, count);

  const displaced = take(GCJ02_BINS).map((bin): DemoFlaw => {
    const [lng, lat] = storedFor(bin.position, "gcj02");
    const position: LngLat = [rounded(lng), rounded(lat)];
    const stored = { position, source: GCJ02_SOURCE, sourceKey: bin.code };
    return { facilityId: bin.facilityId, kind: "wrong-datum", stored };
  });
  const outside = take(OUTSIDE).map(({ facilityId, position: [lng, lat] }, i): DemoFlaw => {
    const [east, north] = SLIPS[i % SLIPS.length]!;
    const position: LngLat = [rounded(lng + east), rounded(lat + north)];
    return { facilityId, kind: "outside", stored: { position } };
  });
  const lost = take(NO_PLACE).map(
    ({ facilityId }): DemoFlaw => ({ facilityId, kind: "no-place", stored: { position: null } }),
  );
  const doubled = take(DUPLICATES).map(({ facilityId }): DemoFlaw => {
    const [lng, lat] = take(1)[0]!.position; // entered where another one stands, to a meter
    const position: LngLat = [rounded(lng + 0.000006), rounded(lat + 0.000004)];
    return { facilityId, kind: "duplicate", stored: { position } };
  });
  const unmanaged = take(NO_MANAGER).map(
    ({ facilityId }): DemoFlaw => ({
      ...{ facilityId, kind: "manager-unknown" },
      stored: { manager: null },
    }),
  );
  const unowned = take(NO_OWNER).map(
    ({ facilityId }): DemoFlaw => ({
      ...{ facilityId, kind: "owner-unknown" },
      stored: { owner: null },
    }),
  );
  return [...displaced, ...outside, ...lost, ...doubled, ...unmanaged, ...unowned];
}

const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** The register as it is stored. */
export function storedFacilities({
  facilities,
  flaws,
}: {
  readonly facilities: readonly DemoFacility[];
  readonly flaws: readonly DemoFlaw[];
}): StoredFacility[] {
  const flawOf = new Map(flaws.map((flaw) => [flaw.facilityId, flaw]));
  return facilities.map((facility) => ({
    ...facility,
    source: null,
    sourceKey: null,
    ...flawOf.get(facility.facilityId)?.stored,
  }));
}
