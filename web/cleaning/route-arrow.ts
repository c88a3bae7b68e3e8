import { type Flavor, palettes, type RouteKind } from "../map/palette.ts";
import { SYMBOL_PIXEL_RATIO } from "../map/symbols.ts";

/** The images of routes by their names: an arrow along the line, and the ground of a number. */
export function drawRouteSign(name: string): ImageData | null {
  const [kind, flavor, work] = name.split("|");
  const colors = palettes[flavor === "dark" ? "dark" : ("light" satisfies Flavor)];
  if (kind === "route-arrow-number")
    return drawn(18, (draw) => {
      draw.fillStyle = colors.route[(work ?? "full_sweep") as RouteKind]; // the name is our own
      draw.strokeStyle = colors.symbolHalo;
      draw.lineWidth = 1.5;
      draw.beginPath();
      draw.roundRect(1, 1, 16, 16, 8);
      draw.fill();
      draw.stroke();
    });
  return drawn(10, (draw) => {
    draw.strokeStyle = colors.symbolHalo;
    draw.lineWidth = 1.8;
    draw.lineCap = "round";
    draw.lineJoin = "round";
    draw.beginPath();
    draw.moveTo(3.5, 2);
    draw.lineTo(7, 5);
    draw.lineTo(3.5, 8);
    draw.stroke();
  });
}

function drawn(size: number, paint: (draw: CanvasRenderingContext2D) => void): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = size * SYMBOL_PIXEL_RATIO;
  canvas.height = size * SYMBOL_PIXEL_RATIO;
  const draw = canvas.getContext("2d");
  if (!draw) return null;
  draw.scale(SYMBOL_PIXEL_RATIO, SYMBOL_PIXEL_RATIO);
  paint(draw);
  return draw.getImageData(0, 0, canvas.width, canvas.height);
}
