import type { FacilityKind, Flavor } from "./palette.ts";
import { palettes } from "./palette.ts";

export type FacilityState = "planned" | "building" | "open" | "closed" | "repair";

/** A symbol to be drawn: everything its look depends on, so that equal keys are one image. */
export type SymbolKey = {
  readonly flavor: Flavor;
  readonly kind: FacilityKind;
  readonly state: FacilityState;
  /** 0–5; null where stars are not drawn. */
  readonly stars: number | null;
};

const KINDS: readonly string[] = [
  "transfer_station",
  "toilet",
  "bin",
  "collection_point",
  "rest_stop",
  "depot",
] satisfies FacilityKind[];
const STATES: readonly string[] = [
  "planned",
  "building",
  "open",
  "closed",
  "repair",
] satisfies FacilityState[];

/** The image name of a symbol; style expressions build the same text from a feature's properties. */
export const symbolName = ({ flavor, kind, state, stars }: SymbolKey) =>
  `symbol|${flavor}|${kind}|${state}|${stars ?? ""}`;

/** @returns null when the name is not a symbol's: another resolver's, or a value nobody knows. */
export function parseSymbolName(name: string): SymbolKey | null {
  const [prefix, flavor, kind = "", state = "", stars = ""] = name.split("|");
  if (prefix !== "symbol" || (flavor !== "light" && flavor !== "dark")) return null;
  if (!KINDS.includes(kind)) return null;
  const known = STATES.includes(state) ? state : "open";
  const count = stars === "" ? null : Math.round(Number(stars));
  if (count !== null && !(count >= 0 && count <= 5)) return null;
  // both were looked up in their lists just above
  return { flavor, kind: kind as FacilityKind, state: known as FacilityState, stars: count };
}

/** Symbols are drawn at twice their size on screen, so that they stay sharp on dense displays. */
export const SYMBOL_PIXEL_RATIO = 2;

/** Half the side of each kind's shape, in screen pixels. */
const HALF: Readonly<Record<FacilityKind, number>> = {
  transfer_station: 8,
  toilet: 7.5,
  bin: 3.5,
  collection_point: 8,
  rest_stop: 8,
  depot: 8,
};

/**
 * Draws a facility: kind by shape, state by fill, stars counted beneath.
 *
 * Open is filled, closed hollow, planned and building dashed (building half filled), repair notched, so that the
 * state is read without colour.
 *
 * @returns null where there is no canvas to draw on.
 */
export function drawSymbol(key: SymbolKey): ImageData | null {
  const colors = palettes[key.flavor];
  const half = HALF[key.kind];
  const side = Math.ceil(half * 2 + 8);
  const width = key.stars ? Math.max(side, 32) : side;
  const height = side + (key.stars ? 18 : 0); // the shape stays in the middle: the icon's anchor is its place
  const canvas = document.createElement("canvas");
  canvas.width = width * SYMBOL_PIXEL_RATIO;
  canvas.height = height * SYMBOL_PIXEL_RATIO;
  const draw = canvas.getContext("2d");
  if (!draw) return null;
  draw.scale(SYMBOL_PIXEL_RATIO, SYMBOL_PIXEL_RATIO);
  draw.translate(width / 2, height / 2);
  const ink = colors.facility[key.kind];
  const shape = shapeOf(key.kind, half);

  draw.lineJoin = "round";
  draw.strokeStyle = colors.symbolHalo;
  draw.lineWidth = 4;
  draw.stroke(shape);
  draw.fillStyle = key.state === "open" || key.state === "repair" ? ink : colors.symbolHalo;
  draw.fill(shape);
  if (key.state === "building") {
    draw.save();
    draw.clip(shape);
    draw.fillStyle = ink;
    draw.fillRect(-half - 1, 0, half * 2 + 2, half + 2);
    draw.restore();
  }
  if (key.state === "planned" || key.state === "building") draw.setLineDash([2.6, 2]);
  draw.strokeStyle = ink;
  draw.lineWidth = key.kind === "bin" ? 1.4 : 1.8;
  draw.stroke(shape);
  draw.setLineDash([]);
  drawMark(
    draw,
    key.kind,
    half,
    key.state === "open" || key.state === "repair" ? colors.symbolHalo : ink,
  );
  if (key.state === "repair") cutNotch(draw, half);
  if (key.stars) drawStars(draw, key.stars, side / 2 + 3, colors.star, colors.symbolHalo);
  return draw.getImageData(0, 0, canvas.width, canvas.height);
}

function shapeOf(kind: FacilityKind, half: number): Path2D {
  const path = new Path2D();
  if (kind === "transfer_station") path.roundRect(-half, -half, half * 2, half * 2, 2);
  else if (kind === "toilet" || kind === "bin") path.arc(0, 0, half, 0, Math.PI * 2);
  else if (kind === "collection_point") {
    path.moveTo(0, -half);
    path.lineTo(half, half * 0.8);
    path.lineTo(-half, half * 0.8);
    path.closePath();
  } else if (kind === "rest_stop") {
    path.moveTo(0, -half);
    path.lineTo(half, -half * 0.15);
    path.lineTo(half * 0.72, -half * 0.15);
    path.lineTo(half * 0.72, half * 0.85);
    path.lineTo(-half * 0.72, half * 0.85);
    path.lineTo(-half * 0.72, -half * 0.15);
    path.lineTo(-half, -half * 0.15);
    path.closePath();
  } else {
    // a depot: a hexagon, wide as a yard
    for (let corner = 0; corner < 6; corner += 1) {
      const angle = (corner * Math.PI) / 3;
      path.lineTo(Math.cos(angle) * half, Math.sin(angle) * half);
    }
    path.closePath();
  }
  return path;
}

/** A small mark inside, so that shapes are also told apart by those who know the signs. */
function drawMark(draw: CanvasRenderingContext2D, kind: FacilityKind, half: number, ink: string) {
  draw.strokeStyle = ink;
  draw.fillStyle = ink;
  draw.lineWidth = 1.5;
  draw.lineCap = "round";
  draw.beginPath();
  if (kind === "transfer_station") {
    draw.moveTo(-3.6, -1.5);
    draw.lineTo(0, -4.4);
    draw.lineTo(3.6, -1.5);
    draw.moveTo(0, -4);
    draw.lineTo(0, 4.2);
  } else if (kind === "toilet") {
    draw.moveTo(-3.2, -2.4);
    draw.lineTo(-1.6, 3);
    draw.lineTo(0, -1);
    draw.lineTo(1.6, 3);
    draw.lineTo(3.2, -2.4);
  } else if (kind === "depot") {
    draw.moveTo(-3, -3);
    draw.lineTo(-3, 3);
    draw.moveTo(0, -3);
    draw.lineTo(0, 3);
    draw.moveTo(3, -3);
    draw.lineTo(3, 3);
  } else if (kind === "rest_stop") {
    draw.moveTo(0, 5);
    draw.lineTo(0, half * 0.25);
  } else if (kind === "collection_point") {
    draw.moveTo(-2.4, 3.6);
    draw.lineTo(2.4, 3.6);
  }
  draw.stroke();
}

/** Takes a corner away, so that the ground is seen in it. */
function cutNotch(draw: CanvasRenderingContext2D, half: number) {
  draw.save();
  draw.globalCompositeOperation = "destination-out";
  draw.beginPath();
  draw.moveTo(half + 4, -half - 4);
  draw.lineTo(half + 4, half * 0.5);
  draw.lineTo(-half * 0.5, -half - 4);
  draw.closePath();
  draw.fill();
  draw.restore();
}

function drawStars(
  draw: CanvasRenderingContext2D,
  count: number,
  y: number,
  ink: string,
  halo: string,
) {
  const step = 5.2;
  for (let index = 0; index < count; index += 1) {
    const x = (index - (count - 1) / 2) * step;
    const star = new Path2D();
    for (let corner = 0; corner < 10; corner += 1) {
      const angle = -Math.PI / 2 + (corner * Math.PI) / 5;
      const reach = corner % 2 === 0 ? 3 : 1.35;
      star.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
    }
    star.closePath();
    draw.lineJoin = "round";
    draw.strokeStyle = halo;
    draw.lineWidth = 2.2;
    draw.stroke(star);
    draw.fillStyle = ink;
    draw.fill(star);
  }
}

/** Grey diagonal lines: what is not known, on any ground. */
export function drawHatch(flavor: Flavor): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = 16;
  canvas.height = 16;
  const draw = canvas.getContext("2d");
  if (!draw) return null;
  draw.strokeStyle = palettes[flavor].noData;
  draw.lineWidth = 1.6;
  for (const shift of [-16, 0, 16]) {
    draw.beginPath();
    draw.moveTo(shift, 16);
    draw.lineTo(shift + 16, 0);
    draw.stroke();
  }
  return draw.getImageData(0, 0, 16, 16);
}

/** The image name of the hatch. */
export const hatchName = (flavor: Flavor) => `hatch|${flavor}`;
