import type { LngLat } from "../geo/position.ts";

/** One position of a vehicle as it came in. */
export type Fix = {
  /** Epoch milliseconds, UTC; NaN where the terminal's time is none. */
  readonly atMs: number;
  /** WGS 84. */
  readonly position: LngLat;
  readonly speedKmh: number | null;
  /** 0 ≤ h < 360 from north clockwise. */
  readonly headingDegrees: number | null;
  /** Brush or pump on; null: the terminal does not say. */
  readonly isWorking: boolean | null;
  /** The terminal vouches for the position. */
  readonly isFixed: boolean;
};

/** The ways in. */
export const POSITION_SOURCES = ["jt808", "http", "osmand", "traccar", "file"] as const;
export type PositionSource = (typeof POSITION_SOURCES)[number];

/**
 * Why a position is not taken: the terminal does not vouch for it or it is no place on earth; it lies at 0, 0; it is of the
 * future; it is older than what is kept; nothing drives that fast.
 */
export const REJECT_REASONS = ["invalid", "zero", "future", "expired", "jump"] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** What became of a batch, in positions: `stored + duplicates +` all of `rejected` is what came. */
export type Taken = {
  readonly stored: number;
  /** There already, of the same instant: a batch that was sent again. */
  readonly duplicates: number;
  /** Of `stored`, those older than the youngest known before. */
  readonly late: number;
  readonly rejected: Readonly<Partial<Record<RejectReason, number>>>;
};

/**
 * Every way in ends here.
 *
 * @returns once all that can be taken is in the store, so that it may be acknowledged.
 * @throws {Error} when the store did not take it: then nothing may be acknowledged.
 */
export type Intake = (
  terminalId: string,
  fixes: readonly Fix[],
  source: PositionSource,
) => Promise<Taken>;
