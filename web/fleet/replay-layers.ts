import type { Layer } from "@deck.gl/core";
import type { PathLayerProps } from "@deck.gl/layers";
import { type FleetPalette, fleetPalettes, SPEED_BREAKS } from "../map/fleet-palette.ts";
import type { OverlayLayers } from "../map/overlay.ts";
import type { Flavor } from "../map/palette.ts";
import type { TrackColor } from "./params.ts";
import { indexAt, placeAt, runsOf, type Track } from "./replay-track.ts";
import { UNDER_VEHICLES } from "./vehicles-drawing.ts";

/** So much of the way behind a vehicle is drawn, in milliseconds of the replay. */
export const TRAIL_MS = 10 * 60_000;
/** Whole tracks of more vehicles than these would hide each other and the map. */
export const FEW_TRACKS = 6;

/** How ways are coloured and where they break. */
export type Drawn = { readonly color: TrackColor; readonly gapMs: number; readonly flavor: Flavor };

/** A way behind the other: where each begins, and a colour at each position. */
type Ways = {
  readonly starts: Uint32Array;
  /** lng, lat, lng, lat… */
  readonly positions: Float64Array;
  readonly colors: Uint8Array;
};

/** Whole tracks, coloured along the way. Across gaps nothing is drawn. */
export const trackLayers = (tracks: readonly Track[], drawn: Drawn): OverlayLayers =>
  layersOf("fleet-tracks", tracksAsWays(tracks, drawn), 3);

/** The way behind each vehicle at an instant, up to where it is. */
export const trailLayers = (tracks: readonly Track[], ms: number, drawn: Drawn): OverlayLayers =>
  layersOf("fleet-replay-trails", trailsAsWays(tracks, ms, drawn), 5);

/**
 * Ways as binary columns, which deck.gl uploads as they are, under the vehicles.
 *
 * deck.gl is fetched here, when somebody first replays.
 */
function layersOf(id: string, { starts, positions, colors }: Ways, width: number): OverlayLayers {
  return async () => {
    const { PathLayer } = await import("@deck.gl/layers");
    const props = {
      id,
      data: {
        length: starts.length,
        startIndices: starts,
        attributes: {
          getPath: { value: positions, size: 2 },
          getColor: { value: colors, size: 4 },
        },
      } as unknown as [], // its types know only rows
      ...({ _pathType: "open", positionFormat: "XY", widthUnits: "pixels" } as const),
      getWidth: width,
      ...{ opacity: 0.85, capRounded: true, jointRounded: true, pickable: false },
      beforeId: UNDER_VEHICLES,
    } satisfies PathLayerProps<never> & { beforeId: string };
    return [new PathLayer(props) as Layer];
  };
}

/** Stretches without a gap, one after another. */
export function tracksAsWays(tracks: readonly Track[], { color, gapMs, flavor }: Drawn): Ways {
  const total = tracks.reduce((sum, { length }) => sum + length, 0);
  const positions = new Float64Array(total * 2);
  const colors = new Uint8Array(total * 4);
  const starts: number[] = [];
  const colorOf = colorBy(color, fleetPalettes[flavor]);
  let offset = 0;
  for (const track of tracks) {
    positions.set(track.positions, offset * 2);
    for (let i = 0; i < track.length; i++) colors.set(colorOf(track, i), (offset + i) * 4);
    for (const { start } of runsOf(track, gapMs)) starts.push(offset + start);
    offset += track.length;
  }
  return { starts: Uint32Array.from(starts), positions, colors };
}

/** Of each vehicle of which something is known at the instant, the way of the last minutes and where it is. */
export function trailsAsWays(
  tracks: readonly Track[],
  ms: number,
  { color, gapMs, flavor }: Drawn,
): Ways {
  const colorOf = colorBy(color, fleetPalettes[flavor]);
  const starts: number[] = [];
  const positions: number[] = [];
  const colors: number[] = [];
  for (const track of tracks) {
    const place = placeAt(track, ms, gapMs);
    if (!place || place.isGap) continue;
    starts.push(positions.length / 2);
    const end = indexAt(track, ms);
    for (let i = trailStart(track, end, ms, gapMs); i <= end; i++) {
      positions.push(track.positions[i * 2]!, track.positions[i * 2 + 1]!);
      colors.push(...colorOf(track, i));
    }
    positions.push(...place.position);
    colors.push(...colorOf(track, end));
  }
  return {
    starts: Uint32Array.from(starts),
    positions: Float64Array.from(positions),
    colors: Uint8Array.from(colors),
  };
}

/** The first position of a trail: no older than a trail is, and without a gap up to its end. */
function trailStart({ atMs }: Track, end: number, ms: number, gapMs: number): number {
  let start = end;
  while (start > 0 && atMs[start - 1]! >= ms - TRAIL_MS && atMs[start]! - atMs[start - 1]! <= gapMs)
    start -= 1;
  return start;
}

type Rgba = readonly [number, number, number, number];

function colorBy(color: TrackColor, palette: FleetPalette): (track: Track, i: number) => Rgba {
  const unknown = rgbaOf(palette.unknown);
  if (color === "working") {
    const [works, not] = [rgbaOf(palette.working), rgbaOf(palette.notWorking)];
    return ({ working }, i) => (working[i]! < 0 ? unknown : working[i] === 1 ? works : not);
  }
  const ramp = palette.speed.map(rgbaOf);
  return ({ speeds }, i) => {
    const speed = speeds[i]!;
    return Number.isNaN(speed) ? unknown : ramp[speedClass(speed)]!;
  };
}

/** Which colour of the ramp a speed has. */
export const speedClass = (speedKmh: number) =>
  SPEED_BREAKS.filter((limit) => speedKmh >= limit).length;

const rgbaOf = (color: string): Rgba => [
  Number.parseInt(color.slice(1, 3), 16),
  Number.parseInt(color.slice(3, 5), 16),
  Number.parseInt(color.slice(5, 7), 16),
  255,
];
