import type { Basis } from "../../data/standards.ts";

/** What the containers of some people are worked out from. The letters are those of the standard. */
export type WasteInput = {
  /** R, 0 or more. */
  readonly people: number;
  /** C, above 0; the standard has it in tonnes. */
  readonly kilogramsPerPersonDay: number;
  /** A1, 1.1–1.5 as read. */
  readonly unevenness: number;
  /** A2, 1.02–1.05 as read. */
  readonly populationChange: number;
  /** Dave: the mean density of waste as it is thrown away, t/m³. No source says it: who plans does. */
  readonly tonnesPerCubicMeter: number;
  /** A3, 0.7–0.9 as read. */
  readonly densityVariation: number;
  /** K, 1.5–1.8 as read. */
  readonly volumePeak: number;
  /** E: the volume of one container, m³. */
  readonly containerCubicMeters: number;
  /** B, 0.75–0.9 as read; at most 1. */
  readonly containerFill: number;
  /** A4: days from one emptying to the next; 0.5 is twice a day. */
  readonly daysPerEmptying: number;
};

/** How much waste there is, and how many containers hold it. */
export type WasteQuantity = {
  /** Q. */
  readonly tonnesPerDay: number;
  /** Vave. */
  readonly cubicMetersPerDay: number;
  /** Vmax. */
  readonly peakCubicMetersPerDay: number;
  /** Nave, rounded up. */
  readonly containers: number;
  /** Nmax, rounded up: what has to stand there. */
  readonly peakContainers: number;
  /** How sure the form of each formula is. */
  readonly confidence: {
    readonly quantity: (typeof Basis)["_output"]["confidence"];
    readonly volume: (typeof Basis)["_output"]["confidence"];
    readonly containers: (typeof Basis)["_output"]["confidence"];
  };
};

/**
 * How many containers do some people need?
 *
 * Q = A1·A2·R·C; Vave = Q/(Dave·A3); Vmax = K·Vave; Nave = Vave·A4/(E·B); Nmax = Vmax·A4/(E·B). The two for containers
 * were pictures in the copy that was read: their form is recalled, not seen, and the answer says so.
 *
 * @throws {RangeError} when a value is not above 0, people are below 0, or a container is filled beyond its volume.
 * @see CJJ 27-2012, Appendix A (A.0.1–A.0.3).
 */
export function wasteQuantity(input: WasteInput): WasteQuantity {
  const { people, ...positive } = input;
  for (const [name, value] of Object.entries(positive))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} must be above 0, got ${value}`);
  if (!(people >= 0 && people < Number.POSITIVE_INFINITY))
    throw new RangeError(`people must be 0 or more, got ${people}`);
  if (input.containerFill > 1)
    throw new RangeError(`containerFill must be at most 1, got ${input.containerFill}`);
  const tonnesPerDay =
    (input.unevenness * input.populationChange * people * input.kilogramsPerPersonDay) / 1000;
  const cubicMetersPerDay = tonnesPerDay / (input.tonnesPerCubicMeter * input.densityVariation);
  const peakCubicMetersPerDay = input.volumePeak * cubicMetersPerDay;
  const containersFor = (cubicMeters: number) =>
    Math.ceil(
      // what is whole but for binary fractions needs no container more
      Math.max(
        0,
        (cubicMeters * input.daysPerEmptying) / (input.containerCubicMeters * input.containerFill) -
          1e-9,
      ),
    );
  return {
    ...{ tonnesPerDay, cubicMetersPerDay, peakCubicMetersPerDay },
    containers: containersFor(cubicMetersPerDay),
    peakContainers: containersFor(peakCubicMetersPerDay),
    confidence: { quantity: "READ", volume: "READ", containers: "RECALLED-H" },
  };
}
