/** How something stands: what its sign on the map and in lists says without any colour. */
export const STANDINGS = ["stars", "trial", "none", "small", "unknown"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Side of the grid on which signs are drawn. */
export const SIGN_SIDE = 22;

/** Kind by shape, as on the map of facilities; a street is a band. */
export const SIGN_SHAPES: Readonly<Record<string, string>> = {
  transfer_station:
    "M4.5 3h13a1.5 1.5 0 0 1 1.5 1.5v13a1.5 1.5 0 0 1-1.5 1.5h-13a1.5 1.5 0 0 1-1.5-1.5v-13a1.5 1.5 0 0 1 1.5-1.5z",
  toilet: "M11 2.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z",
  bin: "M11 5a6 6 0 1 1 0 12a6 6 0 0 1 0-12z",
  collection_point: "M11 1.5l9.5 17h-19z",
  rest_stop: "M11 1.5l9 7.5h-2.5v10.5h-13v-10.5h-2.5z",
  depot: "M6 2.5h10l5 8.5l-5 8.5h-10l-5-8.5z",
  street: "M6 4.5h10a6.5 6.5 0 0 1 0 13h-10a6.5 6.5 0 0 1 0-13z",
};

/** Lines at a slant: nobody has looked. */
export const SIGN_HATCH = "M3 12l9-9M3 18.5l15.5-15.5M6 19.5l13.5-13.5M12 19.5l7.5-7.5";

/** Dashes and gaps of what is on trial. */
export const SIGN_DASH = [4.2, 2.6] as const;

/** Where the warning lies over the sign: a triangle at its upper right, and what is written in it. */
export const WARNING_SHAPE = "M17.5-2.5l6 10.5h-12z";
export const WARNING_MARK = "M17.5 1.2v3.2M17.5 6.3v.1";

/** What a sign is drawn from. */
export type Sign = {
  /** `street`, or a kind of facility. */
  readonly kind: string;
  readonly standing: Standing;
  /** In force, or of the trial; null where there are none to be told. */
  readonly stars: number | null;
  /** How many inspections; said of a small sample. */
  readonly n: number;
  readonly hasWarning: boolean;
};

export const shapeOf = (kind: string) => SIGN_SHAPES[kind] ?? SIGN_SHAPES.depot!;

/** What is written in a sign; "" is nothing. */
export function writtenIn({ standing, stars, n }: Sign): string {
  if (standing === "small") return n > 0 ? `n${n}` : "";
  return (standing === "stars" || standing === "trial") && stars !== null ? String(stars) : "";
}

/** The first word of the names of these images. */
export const RATING_SIGN = "rating-sign";

/** What a sign is called among the images of the map. */
export const signName = (flavor: string, sign: Sign, isNear: boolean) =>
  [
    RATING_SIGN,
    flavor,
    sign.kind,
    sign.standing,
    sign.stars ?? "",
    isNear ? writtenIn(sign) : "",
    sign.hasWarning ? "!" : "",
  ].join("|");
