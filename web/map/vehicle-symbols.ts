import { fleetPalettes, type VehicleLook } from "./fleet-palette.ts";
import { type Flavor, palettes } from "./palette.ts";
import { SYMBOL_PIXEL_RATIO } from "./symbols.ts";

/** A vehicle's shape and the sign on it, on a grid of 24. */
type Shape = { readonly outline: string; readonly sign: string };

/** Kind by shape, as facilities have theirs; none of these is one of a facility. */
export const VEHICLE_SHAPES: Readonly<Record<string, Shape>> = {
  // a disc with a broom
  sweeper: {
    outline: "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18z",
    sign: "M12 6.5v4.5M9.5 11h5M9.8 11l-1.3 5.5M14.2 11l1.3 5.5M12 11v5.5",
  },
  // a shield with a broom over water
  scrubber: {
    outline: "M4 4.5h16v7.5c0 4.6-3.6 7.6-8 9.5c-4.4-1.9-8-4.9-8-9.5z",
    sign: "M12 6.5v3M9.5 9.5h5M9.8 9.5l-1 3.5M14.2 9.5l1 3.5M8.8 16c1.1 1.2 2.1 1.2 3.2 0s2.1-1.2 3.2 0",
  },
  // a drop
  washer: {
    outline: "M12 1.8c4.3 4.8 7.3 8.4 7.3 12.1a7.3 7.3 0 1 1-14.6 0c0-3.7 3-7.3 7.3-12.1z",
    sign: "M8.4 14.5c1.2 1.4 2.4 1.4 3.6 0s2.4-1.4 3.6 0",
  },
  // a body with ribs
  compactor: {
    outline:
      "M3.5 5.5h17a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-17a1.5 1.5 0 0 1-1.5-1.5v-10a1.5 1.5 0 0 1 1.5-1.5z",
    sign: "M8 9v6M12 9v6M16 9v6",
  },
  // a container with a hook
  hook_lift: {
    outline: "M7 4.5h10l4.5 15h-19z",
    sign: "M10 8.5h3.5a2.6 2.6 0 0 1 0 5.2h-1.5M12 13.7v2.8",
  },
  patrol_cart: { outline: "M12 2l9.5 10l-9.5 10l-9.5-10z", sign: "M12 8.5v7M9 12h6" },
  // a pill
  other: {
    outline: "M8.5 5h7a7 7 0 0 1 0 14h-7a7 7 0 0 1 0-14z",
    sign: "M8 12h.01M12 12h.01M16 12h.01",
  },
};

/** Side of an image in screen pixels; a vehicle is drawn as large as its grid. */
export const VEHICLE_SIDE = 38;

const LOOKS = [
  "working",
  "moving",
  "standing",
  "located",
  "silent",
  "out",
] as const satisfies VehicleLook[];

/** Looks whose shape is filled; the others are told by their outline. */
export const isFilled = (look: VehicleLook) => look === "working" || look === "moving";

/** Gaps in an outline, on the grid; none is a line. */
export const dashOf = (look: VehicleLook): readonly number[] =>
  look === "silent" || look === "located" ? [2.6, 2.2] : [];

/** What a vehicle is called among the images. */
export const vehicleName = (flavor: Flavor, kind: string, look: VehicleLook) =>
  `${flavor}|${kind in VEHICLE_SHAPES ? kind : "other"}|${look}`;

/** What the sign of whither a vehicle heads is called among the images: it points north until it is turned. */
export const headingName = (flavor: Flavor, look: VehicleLook) => `${flavor}|heading|${look}`;

/** Where an image lies on the canvas, as deck.gl wants to know it. */
type Place = { x: number; y: number; width: number; height: number };
type Atlas = { readonly canvas: HTMLCanvasElement; readonly places: Record<string, Place> };
const atlases = new Map<Flavor, Atlas>();

/**
 * Every vehicle and heading in a theme on one canvas; it is the same one each time.
 *
 * @returns null where there is no canvas to draw on.
 */
export function vehicleAtlas(flavor: Flavor): Atlas | null {
  const known = atlases.get(flavor);
  if (known) return known;
  const side = VEHICLE_SIDE * SYMBOL_PIXEL_RATIO;
  const kinds = [...Object.keys(VEHICLE_SHAPES), "heading"];
  const canvas = document.createElement("canvas");
  canvas.width = side * LOOKS.length;
  canvas.height = side * kinds.length;
  const draw = canvas.getContext("2d");
  if (!draw) return null;
  const places: Atlas["places"] = {};
  for (const [row, kind] of kinds.entries())
    for (const [column, look] of LOOKS.entries()) {
      draw.resetTransform();
      draw.scale(SYMBOL_PIXEL_RATIO, SYMBOL_PIXEL_RATIO);
      draw.translate((column + 0.5) * VEHICLE_SIDE, (row + 0.5) * VEHICLE_SIDE);
      draw.lineJoin = "round";
      draw.lineCap = "round";
      if (kind === "heading") drawHeading(draw, flavor, look);
      else drawVehicle(draw, VEHICLE_SHAPES[kind]!, { flavor, kind, look });
      const name = kind === "heading" ? headingName(flavor, look) : vehicleName(flavor, kind, look);
      places[name] = { x: column * side, y: row * side, width: side, height: side };
    }
  const made = { canvas, places };
  atlases.set(flavor, made);
  return made;
}

type Pen = CanvasRenderingContext2D;
type Key = { readonly flavor: Flavor; readonly kind: string; readonly look: VehicleLook };

/**
 * Draws a vehicle: kind by shape, state by fill, outline and ring, so that it is read without colour. One that works has a ring
 * around it, one that stands is hollow, one that is silent hatched within a broken line, one out of service struck through.
 */
function drawVehicle(draw: Pen, shape: Shape, { flavor, kind, look }: Key) {
  const palette = fleetPalettes[flavor];
  const halo = palettes[flavor].symbolHalo;
  const ink = palette.state[look];
  if (look === "working") {
    draw.beginPath();
    draw.arc(0, 0, 14.2, 0, Math.PI * 2);
    draw.strokeStyle = halo;
    draw.lineWidth = 4;
    draw.stroke();
    draw.strokeStyle = ink;
    draw.lineWidth = 1.8;
    draw.stroke();
  }
  draw.translate(-12, -12);
  const outline = new Path2D(shape.outline);
  draw.strokeStyle = halo;
  draw.lineWidth = 5;
  draw.stroke(outline);
  draw.fillStyle = isFilled(look) ? ink : palette.paper;
  draw.fill(outline);
  if (look === "silent") hatch(draw, outline, ink);
  draw.setLineDash([...dashOf(look)]);
  draw.strokeStyle = ink;
  draw.lineWidth = look === "standing" ? 2.6 : 1.8;
  draw.stroke(outline);
  draw.setLineDash([]);
  draw.strokeStyle = isFilled(look) ? halo : ink;
  draw.lineWidth = kind === "other" ? 2.6 : 1.7;
  draw.stroke(new Path2D(shape.sign));
  if (look === "out") strike(draw, halo, ink);
}

function hatch(draw: Pen, outline: Path2D, ink: string) {
  draw.save();
  draw.clip(outline);
  draw.globalAlpha = 0.45;
  draw.strokeStyle = ink;
  draw.lineWidth = 1.2;
  for (let x = -24; x < 24; x += 4) {
    draw.beginPath();
    draw.moveTo(x, 24);
    draw.lineTo(x + 24, 0);
    draw.stroke();
  }
  draw.restore();
}

function strike(draw: Pen, halo: string, ink: string) {
  for (const [color, width] of [
    [halo, 4.5],
    [ink, 2],
  ] as const) {
    draw.beginPath();
    draw.moveTo(3.5, 20.5);
    draw.lineTo(20.5, 3.5);
    draw.strokeStyle = color;
    draw.lineWidth = width;
    draw.stroke();
  }
}

/** Draws whither a vehicle heads, north. */
function drawHeading(draw: Pen, flavor: Flavor, look: VehicleLook) {
  const tip = new Path2D("M0 -18.6L5.6 -11.2Q0 -13.8 -5.6 -11.2Z");
  const { state, paper } = fleetPalettes[flavor];
  draw.strokeStyle = palettes[flavor].symbolHalo;
  draw.lineWidth = 3;
  draw.stroke(tip);
  draw.fillStyle = isFilled(look) ? state[look] : paper;
  draw.fill(tip);
  draw.strokeStyle = state[look];
  draw.lineWidth = 1.4;
  draw.stroke(tip);
}
