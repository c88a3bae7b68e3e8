import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { ExpressionSpecification } from "maplibre-gl";
import { MAP_FONT } from "../map/fonts.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import { reachPalettes } from "../map/reach-palette.ts";
import type { Drawing } from "../map/style.ts";
import { courseRuns, type KnownNetwork, type Step } from "./route-course.ts";
import type { Network, Overview, Route, Stop } from "./route-queries.ts";
import { WORKS } from "./titles.ts";

/** Layers that can be pressed. */
export const ROUTE_LINES = "route-lines";
export const ROUTE_PICK = "route-pick";
export const ROUTE_STOPS = "route-stop-candidates";
/** The first word of the name of the arrow's image. */
export const ARROW = "route-arrow";

const feature = (geometry: Geometry, properties: object = {}): Feature => ({
  ...{ type: "Feature", properties: { ...properties }, geometry },
});
const collection = (features: Feature[]): FeatureCollection => ({
  type: "FeatureCollection",
  features,
});
const source = (data: FeatureCollection) => ({ type: "geojson" as const, data });
const line = (coordinates: readonly (readonly number[])[]): Geometry => ({
  type: "LineString",
  coordinates: coordinates.map((position) => [...position]),
});
const linesOf = ({ edgeById }: KnownNetwork, edgeIds: readonly string[]): Geometry => ({
  type: "MultiLineString",
  coordinates: edgeIds.flatMap((id) => {
    const edge = edgeById.get(id);
    return edge ? [edge.path.map((position) => [...position])] : [];
  }),
});

/** How far from the middle of the street each work lies, so that routes along one street are told apart. */
const OFFSETS: Readonly<Record<Route["work"], number>> = {
  ...{ wash: -2, full_sweep: -1, fine_sweep: 0, patrol: 1, collection: 2 },
};

const byWork = (value: (work: Route["work"]) => string | number) =>
  [
    "match",
    ["get", "work"],
    ...WORKS.flatMap((work) => [work, value(work)]),
    value("full_sweep"),
  ] as unknown as ExpressionSpecification; // pairs made of the palette

/** All routes of the list, faint once one of them is open. */
export function linesDrawing(
  known: KnownNetwork,
  routes: readonly Route[],
  { openId, flavor }: { readonly openId: string | null; readonly flavor: Flavor },
): Drawing {
  const colors = palettes[flavor];
  const features = routes
    .filter(({ routeId }) => routeId !== openId)
    .map(({ routeId, work, edgeIds }) => feature(linesOf(known, edgeIds), { id: routeId, work }));
  return {
    sources: { [ROUTE_LINES]: source(collection(features)) },
    layers: [
      {
        slot: "routes",
        layer: {
          id: ROUTE_LINES,
          type: "line",
          source: ROUTE_LINES,
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": byWork((work) => colors.route[work]),
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1.2, 14, 2, 17, 3.6],
            "line-offset": [
              ...["interpolate", ["linear"], ["zoom"]],
              ...[12, byWork((work) => OFFSETS[work] * 0.4)],
              ...[14, byWork((work) => OFFSETS[work] * 2.2)],
              ...[17, byWork((work) => OFFSETS[work] * 4.2)],
            ] as unknown as ExpressionSpecification, // its parts are of one expression
            "line-opacity": openId === null ? 0.85 : 0.22,
          },
        },
      },
    ],
  };
}

/** Streets that are served twice, and graded ones that nobody sweeps. */
export function overviewDrawing(
  known: KnownNetwork,
  { overlaps, uncovered }: Overview,
  shown: readonly ("overlaps" | "uncovered")[],
  flavor: Flavor,
): Drawing {
  const twice = shown.includes("overlaps")
    ? [...new Set(overlaps.flatMap(({ edgeIds }) => edgeIds))]
    : [];
  const none = shown.includes("uncovered") ? uncovered : [];
  return {
    sources: {
      "route-overlaps": source(collection([feature(linesOf(known, twice))])),
      "route-uncovered": source(
        collection(none.map(({ grade, edgeIds }) => feature(linesOf(known, edgeIds), { grade }))),
      ),
    },
    layers: [
      {
        slot: "routes",
        layer: {
          id: "route-overlaps",
          type: "line",
          source: "route-overlaps",
          layout: { "line-cap": "round" },
          paint: {
            "line-color": palettes[flavor].hot[1]!,
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 3, 14, 6, 17, 10],
            "line-opacity": 0.75,
          },
        },
      },
      {
        slot: "routes",
        layer: {
          id: "route-uncovered",
          type: "line",
          source: "route-uncovered",
          paint: {
            "line-color": reachPalettes[flavor].gap,
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1.6, 14, 3, 17, 5],
            "line-dasharray": [2, 1.2],
          },
        },
      },
    ],
  };
}

type Course = {
  readonly steps: readonly Step[];
  readonly work: Route["work"];
  readonly stops: readonly Stop[];
  readonly pointed: { readonly first: number; readonly last: number } | null;
  readonly insertAt: number | null;
  readonly flavor: Flavor;
};

/** One route in its order: arrows along it, and a number where each street begins. */
export function courseDrawing({ steps, work, stops, pointed, insertAt, flavor }: Course): Drawing {
  const colors = palettes[flavor];
  const color = colors.route[work];
  const runs = courseRuns(steps);
  const lines = steps.map(({ line: path }, place) => {
    const isPointed = pointed !== null && place >= pointed.first && place <= pointed.last;
    return feature(line(path), { isPointed });
  });
  const numbers = runs.map(({ first }, i) =>
    feature(
      { type: "Point", coordinates: [...middleOf(steps[first]!.line)] },
      { number: String(i + 1), isInsert: first === insertAt },
    ),
  );
  const gaps = steps.flatMap(({ isBreak, line: path }, i) =>
    isBreak ? [feature(line([steps[i - 1]!.line.at(-1)!, path[0]!]))] : [],
  );
  const marks = stops.map(({ facilityId, position }, i) =>
    feature(
      { type: "Point", coordinates: [...position] },
      { id: facilityId, number: String(i + 1) },
    ),
  );
  const text = {
    "text-field": ["get", "number"] as ExpressionSpecification,
    "text-size": 11,
    "text-font": [MAP_FONT],
  };
  return {
    sources: {
      "route-course": source(collection(lines)),
      "route-gaps": source(collection(gaps)),
      "route-numbers": source(collection(numbers)),
      "route-stops": source(collection(marks)),
    },
    layers: [
      {
        slot: "routes",
        layer: {
          id: "route-course-halo",
          type: "line",
          source: "route-course",
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": colors.symbolHalo,
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 5, 14, 9, 17, 14],
          },
        },
      },
      {
        slot: "routes",
        layer: {
          id: "route-course",
          type: "line",
          source: "route-course",
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": ["case", ["get", "isPointed"], colors.label, color],
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 3, 14, 6, 17, 10],
          },
        },
      },
      {
        slot: "routes",
        layer: {
          id: "route-gaps",
          type: "line",
          source: "route-gaps",
          paint: {
            "line-color": color,
            "line-width": 1.4,
            "line-dasharray": [1, 2.5],
            "line-opacity": 0.45,
          },
        },
      },
      {
        slot: "routes",
        layer: {
          id: "route-arrows",
          type: "symbol",
          source: "route-course",
          minzoom: 13.5,
          layout: {
            "symbol-placement": "line",
            "symbol-spacing": 70,
            "icon-image": `${ARROW}|${flavor}`,
            "icon-allow-overlap": true,
            "icon-rotation-alignment": "map",
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "route-numbers",
          type: "symbol",
          source: "route-numbers",
          minzoom: 12.5,
          layout: {
            ...text,
            "icon-image": `${ARROW}-number|${flavor}|${work}`,
            "icon-text-fit": "both",
            "icon-text-fit-padding": [1, 4, 1, 4],
          },
          paint: { "text-color": colors.symbolHalo },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "route-stops",
          type: "circle",
          source: "route-stops",
          paint: {
            "circle-radius": 10,
            "circle-color": color,
            "circle-stroke-color": colors.symbolHalo,
            "circle-stroke-width": 2,
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "route-stop-numbers",
          type: "symbol",
          source: "route-stops",
          layout: { ...text, "text-allow-overlap": true },
          paint: { "text-color": colors.symbolHalo },
        },
      },
    ],
  };
}

/** What can be pressed while a route is written: streets it may lie on, and what a round may empty. */
export function pickDrawing(
  network: Network,
  isOpen: (edge: Network["edges"][number]) => boolean,
  candidates: readonly Stop[],
  flavor: Flavor,
): Drawing {
  const colors = palettes[flavor];
  const edges = network.edges
    .filter(isOpen)
    .map(({ edgeId, streetId, path }) => feature(line(path), { id: edgeId, streetId }));
  const stops = candidates.map(({ facilityId, kind, position }) =>
    feature({ type: "Point", coordinates: [...position] }, { id: facilityId, kind }),
  );
  return {
    sources: {
      [ROUTE_PICK]: source(collection(edges)),
      [ROUTE_STOPS]: source(collection(stops)),
    },
    layers: [
      {
        slot: "streets",
        layer: {
          id: "route-pick-lines",
          type: "line",
          source: ROUTE_PICK,
          paint: { "line-color": colors.labelQuiet, "line-width": 1, "line-opacity": 0.55 },
        },
      },
      {
        slot: "routes",
        layer: {
          id: ROUTE_PICK,
          type: "line",
          source: ROUTE_PICK,
          paint: { "line-color": colors.selection, "line-width": 14, "line-opacity": 0.004 },
        },
      },
      {
        slot: "points",
        layer: {
          id: ROUTE_STOPS,
          type: "circle",
          source: ROUTE_STOPS,
          paint: {
            // a district has bins by the thousand: from afar they are dots
            "circle-radius": [
              ...["interpolate", ["linear"], ["zoom"]],
              ...[12, ["match", ["get", "kind"], "bin", 1.6, 5]],
              ...[15, ["match", ["get", "kind"], "bin", 5, 9]],
            ] as unknown as ExpressionSpecification, // its parts are of one expression
            "circle-color": colors.land,
            "circle-stroke-color": colors.route.collection,
            "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 12, 1, 15, 2],
          },
        },
      },
    ],
  };
}

/** The position in the middle of a line, by its vertices' parts. */
function middleOf(path: readonly (readonly number[])[]): readonly number[] {
  const at = (path.length - 1) / 2;
  const [a, b] = [path[Math.floor(at)]!, path[Math.ceil(at)]!];
  return [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2];
}
