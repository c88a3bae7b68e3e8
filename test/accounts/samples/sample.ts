/** A request that makes sense in the small district `north`, but for who sends it. */
export type Sample = {
  path: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** A path whose record lies in the area `east` instead of `west`, where the endpoint has records with a place. */
  outside?: { path?: Record<string, string>; body?: unknown };
};

/** Samples by operation id. */
export type Samples = Readonly<Record<string, Sample>>;

export const inNorth = { districtId: "north" };
export const seen = { "If-Match": '"999"' }; // nobody has seen it: what is let through is told so, and changes nothing
export const NO_PHOTOGRAPH = "0".repeat(64);
