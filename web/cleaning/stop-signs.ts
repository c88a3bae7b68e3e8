import type { StandingColors } from "../map/standing-palette.ts";
import type { PassState } from "./titles.ts";

/** Side of the grid on which signs are drawn. */
export const SIGN_SIDE = 20;

/** How the state of a stop is drawn: the shape, how it is filled and the mark in it tell it without any colour. */
export type StopLook = {
  /** The outline, as the path of an SVG. */
  readonly shape: string;
  readonly ground: "filled" | "hollow" | "hatched";
  /** Drawn with a line; empty where there is none. */
  readonly mark: string;
  /** null: what nobody can know has no colour, and what is to come has none yet. */
  readonly color: keyof StandingColors | null;
  readonly isDashed?: boolean;
};

const CIRCLE = "M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15z";
const DIAMOND = "M10 .8 19.2 10 10 19.2 .8 10z";
const SQUARE = "M3.5 3.5h13v13h-13z";

export const STOP_LOOKS: Readonly<Record<PassState, StopLook>> = {
  done: { shape: CIRCLE, ground: "filled", mark: "m6.4 10.3 2.5 2.5 4.8-5.4", color: "done" },
  not_done: { shape: DIAMOND, ground: "filled", mark: "M10 5.6v5M10 14v.1", color: "behind" },
  could_not: { shape: SQUARE, ground: "hollow", mark: "M6.8 10h6.4", color: "could_not" },
  not_recorded: {
    ...{ shape: CIRCLE, ground: "hatched", color: null },
    mark: "M7.9 8a2.2 2.2 0 1 1 3.2 2c-.8.4-1.1.8-1.1 1.5M10 14.1v.1",
  },
  open: { shape: CIRCLE, ground: "hollow", mark: "M10 9.9v.2", color: "on_time" },
  upcoming: {
    ...{ shape: CIRCLE, ground: "hollow", mark: "", color: null },
    isDashed: true,
  },
  suspended: { shape: SQUARE, ground: "hollow", mark: "M8 7.2v5.6M12 7.2v5.6", color: "suspended" },
};

/** Lines across the circle of what nobody can know. */
export const HATCH = hatchOf(7.5, 3.4);

function hatchOf(radius: number, step: number): string {
  const lines: string[] = [];
  const middle = SIGN_SIDE / 2;
  for (let away = -radius + step / 2; away < radius; away += step) {
    const half = Math.sqrt(radius ** 2 - away ** 2);
    const at = (along: number) =>
      [away - along, away + along].map((one) => (middle + one * Math.SQRT1_2).toFixed(1)).join(" ");
    lines.push(`M${at(half)}L${at(-half)}`);
  }
  return lines.join("");
}

/** The image name of a stop on the map. @param number  of its place in the round; null where rounds are seen together. */
export const stopSignName = (flavor: string, state: PassState, number: number | null) =>
  `round-stop|${flavor}|${state}|${number ?? ""}`;
