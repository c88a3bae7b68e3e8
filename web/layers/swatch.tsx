import { useEffect, useRef } from "react";
import { useFlavor } from "../map/flavor.ts";
import { type FacilityKind, palettes } from "../map/palette.ts";
import { drawHatch, drawSymbol, type FacilityState, SYMBOL_PIXEL_RATIO } from "../map/symbols.ts";

/** The map's own symbol, so that the legend can never differ from it. */
export function SymbolSwatch(props: { kind: FacilityKind; state?: FacilityState; stars?: number }) {
  const { kind, state = "open", stars = null } = props;
  const flavor = useFlavor();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = drawSymbol({ flavor, kind, state, stars });
    const element = canvas.current;
    if (!image || !element) return;
    element.width = image.width;
    element.height = image.height;
    element.style.width = `${image.width / SYMBOL_PIXEL_RATIO}px`;
    element.getContext("2d")?.putImageData(image, 0, 0);
  }, [flavor, kind, state, stars]);
  return (
    <span className="swatch">
      <canvas ref={canvas} />
    </span>
  );
}

/** A line as it lies on the map. */
export function LineSwatch({ color, isDashed = false }: { color: string; isDashed?: boolean }) {
  return (
    <span className="swatch">
      <svg width="24" height="16" aria-hidden="true">
        <path
          d="M2 8h20"
          stroke={color}
          strokeWidth={isDashed ? 2 : 4}
          strokeDasharray={isDashed ? "4 3" : undefined}
          strokeLinecap={isDashed ? "butt" : "round"}
        />
      </svg>
    </span>
  );
}

/** A filled patch. */
export function FillSwatch({ color }: { color: string }) {
  return (
    <span className="swatch">
      <span className="swatch-fill" style={{ background: color }} />
    </span>
  );
}

/** A dot. */
export function DotSwatch({ color }: { color: string }) {
  return (
    <span className="swatch">
      <span className="swatch-dot" style={{ background: color }} />
    </span>
  );
}

/** The grey hatch of what is not known. */
export function HatchSwatch() {
  const flavor = useFlavor();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = drawHatch(flavor);
    if (image) canvas.current?.getContext("2d")?.putImageData(image, 0, 0);
  }, [flavor]);
  return (
    <span className="swatch">
      <canvas className="swatch-fill" ref={canvas} width={16} height={16} />
    </span>
  );
}

/** A ramp from few to many. */
export function RampSwatch(props: { colors: readonly string[]; few: string; many: string }) {
  return (
    <span className="ramp">
      <small>{props.few}</small>
      <span style={{ background: `linear-gradient(90deg, ${props.colors.join(", ")})` }} />
      <small>{props.many}</small>
    </span>
  );
}

/** The palette of the screen. */
export const usePalette = () => palettes[useFlavor()];
