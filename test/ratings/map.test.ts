import { describe, expect, it } from "vitest";
import { isOnPaper, ratingPalettes } from "../../web/map/rating-palette.ts";
import { ratingsDrawing, signFeatures } from "../../web/ratings/map-layers.ts";
import type { Subject } from "../../web/ratings/queries.ts";
import { type Sign, signName, writtenIn } from "../../web/ratings/signs.ts";
import { countStandings, signOf } from "../../web/ratings/standing.ts";

/** sRGB to linear light. */
const linear = (color: string) =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
/** Ottosson, "A perceptual color space for image processing", 2020. */
function labOf([r = 0, g = 0, b = 0]: readonly number[]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
/** Machado, Oliveira and Fernandes, IEEE TVCG 15 (6), 2009, at full severity. */
const BLINDNESS = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const seen = (color: string, matrix: readonly (readonly number[])[]) => {
  const light = linear(color);
  return labOf(matrix.map((row) => row.reduce((sum, part, i) => sum + part * light[i]!, 0)));
};
const luminance = (color: string) => {
  const [r = 0, g = 0, b = 0] = linear(color);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

describe.each(["light", "dark"] as const)("the colours of stars, %s", (flavor) => {
  const { stars, ink, paper, small, warning, onWarning } = ratingPalettes[flavor];

  it.each(Object.entries(BLINDNESS))("go in even steps, seen as %s", (_, matrix) => {
    const steps = stars
      .slice(1)
      .map((color, i) =>
        Math.hypot(...seen(color, matrix).map((v, k) => v - seen(stars[i]!, matrix)[k]!)),
      );
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.2);
    expect(Math.min(...steps)).toBeGreaterThan(0.1); // five times what is just told apart
  });

  it("go one way in lightness: more stars stand out more", () => {
    const lightness = stars.map((color) => seen(color, BLINDNESS.none)[0]!);
    const sorted = [...lightness].sort((a, b) => (flavor === "light" ? b - a : a - b));
    expect(lightness).toEqual(sorted);
  });

  it("leave what is written on them readable", () => {
    for (const [i, color] of stars.entries())
      expect(contrast(color, isOnPaper(flavor, i + 1) ? paper : ink)).toBeGreaterThan(4.5);
    expect(contrast(small, ink)).toBeGreaterThan(4.5);
    expect(contrast(paper, ink)).toBeGreaterThan(4.5);
    expect(contrast(warning, onWarning)).toBeGreaterThan(4.5);
  });
});

const rating = { stars: 4 } as Subject["rating"];
const trial = (n: number, stars: number | null, isSmall = false) =>
  ({ n, stars, isSmall }) as Subject["trial"];
const subject = (of: Partial<Subject>): Subject =>
  ({
    ...{ subjectKind: "facility", subjectId: "f", kind: "toilet", position: [25, 60] },
    ...{ rating: null, trial: null, warnings: [], ...of },
  }) as unknown as Subject; // a sign needs no more

describe("how a subject stands", () => {
  it("is its star in force, whatever inspections give", () => {
    expect(signOf(subject({ rating, trial: trial(5, 2) }))).toMatchObject({
      ...{ standing: "stars", stars: 4, n: 5 },
    });
    expect(signOf(subject({ rating: { ...rating!, stars: 0 }, trial: trial(5, 3) }))).toMatchObject(
      { standing: "none", stars: null },
    );
  });

  it("is a trial where no rating is in force, and grey with n where the sample is small", () => {
    expect(signOf(subject({ trial: trial(3, 2) }))).toMatchObject({ standing: "trial", stars: 2 });
    expect(signOf(subject({ trial: trial(1, 5, true) }))).toMatchObject({
      standing: "small",
      n: 1,
    });
    expect(signOf(subject({ trial: trial(3, 0) })).standing).toBe("none");
  });

  it("is unknown where nobody has looked: no colour, and no star", () => {
    expect(signOf(subject({ trial: trial(0, null, true) })).standing).toBe("unknown");
    expect(signOf(subject({})).standing).toBe("unknown");
  });

  it("is counted as it is drawn", () => {
    const subjects = [
      ...[subject({ rating }), subject({ rating }), subject({ trial: trial(3, 2) })],
      ...[subject({ trial: trial(1, 5, true) }), subject({})],
    ];
    expect(countStandings(subjects)).toEqual({ stars: 2, trial: 1, none: 0, small: 1, unknown: 1 });
  });
});

const sign: Sign = { kind: "toilet", standing: "stars", stars: 4, n: 3, hasWarning: true };

describe("signs", () => {
  it("carry a number when near, and of a small sample how many inspections", () => {
    expect(writtenIn(sign)).toBe("4");
    expect(writtenIn({ ...sign, standing: "small", n: 2 })).toBe("n2");
    expect(writtenIn({ ...sign, standing: "none", stars: null })).toBe("");
    expect(signName("light", sign, true)).not.toBe(signName("light", sign, false));
    expect(signName("light", sign, false)).toBe("rating-sign|light|toilet|stars|4||!");
  });

  it("leave out what has no place, and put the one in danger above", () => {
    const marked = (subjectId: string, of: Partial<Sign>) => ({
      ...{ ...sign, hasWarning: false, ...of, subjectId, subjectKind: "facility" as const },
      position: subjectId === "nowhere" ? null : ([25, 60] as const),
    });
    const { features } = signFeatures(
      [
        marked("a", { stars: 5 }),
        marked("b", { stars: 1, hasWarning: true }),
        marked("nowhere", {}),
      ],
      "light",
    );
    expect(features.map(({ properties }) => [properties.id, properties.above])).toEqual([
      ["facility:a", 5],
      ["facility:b", 11],
    ]);
  });
});

describe("streets", () => {
  const street = (subjectId: string, of: Partial<Sign>) => ({
    ...{
      ...sign,
      kind: "street",
      ...of,
      subjectId,
      subjectKind: "street" as const,
      position: null,
    },
  });
  const drawn = ratingsDrawing(
    [
      street("s4", { standing: "stars", stars: 4 }),
      street("s2", { standing: "trial", stars: 2 }),
      street("s0", { standing: "unknown", stars: null }),
    ],
    {
      ...{ origin: "http://a", districtId: "north", date: "2024-05-31", flavor: "light" },
      chosen: null,
    },
  );
  const layer = (id: string) => drawn.layers.find((one) => one.layer.id === id)!.layer;

  it("have the colour of their stars", () => {
    const { stars } = ratingPalettes.light;
    expect(layer("rating-stars")).toMatchObject({
      filter: ["match", ["get", "streetId"], ["s4"], true, false],
      paint: {
        "line-color": [
          "match",
          ["get", "streetId"],
          ["s2"],
          stars[1],
          ["s4"],
          stars[3],
          expect.any(String),
        ],
      },
    });
  });

  it("are broken on trial, hatched where nobody has looked", () => {
    expect(layer("rating-trial")).toMatchObject({
      filter: ["match", ["get", "streetId"], ["s2"], true, false],
      paint: { "line-dasharray": [2, 1.2] },
    });
    expect(layer("rating-unknown")).toMatchObject({
      filter: ["match", ["get", "streetId"], ["s0"], true, false],
      paint: { "line-pattern": "hatch|light" },
    });
  });
});
