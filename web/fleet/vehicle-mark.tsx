import { useId } from "react";
import { useFlavor } from "../map/flavor.ts";
import { fleetPalettes, type VehicleLook } from "../map/fleet-palette.ts";
import { dashOf, isFilled, VEHICLE_SHAPES } from "../map/vehicle-symbols.ts";
import type { VehicleState } from "./vehicle-state.ts";

/** How a state looks; one that was never heard is nowhere on the map and looks as one that is silent. */
export const lookOf = (state: VehicleState): VehicleLook =>
  state === "retired" ? "out" : state === "unheard" ? "silent" : state;

/** A vehicle as the map draws it, beside its words. */
export function VehicleMark(props: { kind: string; state: VehicleState; size?: number }) {
  const { kind, state, size = 26 } = props;
  const flavor = useFlavor();
  const hatchId = useId();
  const look = lookOf(state);
  const { paper, state: colors } = fleetPalettes[flavor];
  const ink = colors[look];
  const shape = VEHICLE_SHAPES[kind] ?? VEHICLE_SHAPES.other!;
  return (
    <svg
      className="fleet-mark"
      width={size}
      height={size}
      viewBox="-4 -4 32 32"
      fill="none"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {look === "silent" && (
        <pattern id={hatchId} width="4" height="4" patternUnits="userSpaceOnUse">
          <path d="M-1 1L1 -1M0 4L4 0M3 5L5 3" stroke={ink} strokeOpacity="0.5" />
        </pattern>
      )}
      {look === "working" && <circle cx="12" cy="12" r="14.2" stroke={ink} strokeWidth="1.8" />}
      <path
        d={shape.outline}
        fill={isFilled(look) ? ink : look === "silent" ? `url(#${hatchId})` : paper}
        stroke={ink}
        strokeWidth={look === "standing" ? 2.6 : 1.8}
        strokeDasharray={dashOf(look).join(" ")}
      />
      <path d={shape.sign} stroke={isFilled(look) ? paper : ink} strokeWidth="1.8" />
      {look === "out" && <path d="M3.5 20.5L20.5 3.5" stroke={ink} strokeWidth="2" />}
    </svg>
  );
}
