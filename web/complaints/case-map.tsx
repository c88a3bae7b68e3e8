import { useQuery } from "@tanstack/react-query";
import { type Flavor, palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { aroundQuery } from "./case-queries.ts";
import { words } from "./case-words.ts";

type LngLat = readonly [lng: number, lat: number];

/** Half of what is shown, meters across and down. */
const HALF = { across: 260, down: 150 };
const METERS_PER_DEGREE = 111_195;

/** Width in meters of a street by its class, as the map draws it at this scale. */
const WIDTHS: Readonly<Record<string, number>> = {
  motorway: 18,
  arterial: 16,
  secondary: 12,
  branch: 8,
  lane: 5,
  path: 2,
};

/** Lines and rings of a geometry, whatever its type. */
function partsOf(geometry: { type: string; coordinates?: unknown } | null): LngLat[][] {
  const { type, coordinates } = geometry ?? {};
  if (!Array.isArray(coordinates)) return [];
  if (type === "LineString") return [coordinates];
  if (type === "MultiLineString" || type === "Polygon") return coordinates;
  return type === "MultiPolygon" ? coordinates.flat() : [];
}

const flavorNow = (): Flavor =>
  document.documentElement.dataset.theme === "dark" ? "dark" : "light";

/**
 * The place and the streets around it, drawn as lines: it needs no second map, and prints as sharp as the words.
 *
 * @param flavor  Left out: the screen's.
 */
export function CaseMap({
  position,
  flavor = flavorNow(),
}: {
  position: LngLat;
  flavor?: Flavor | undefined;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const [lng, lat] = position;
  const narrow = Math.cos((lat * Math.PI) / 180);
  const [east, north] = [HALF.across / METERS_PER_DEGREE / narrow, HALF.down / METERS_PER_DEGREE];
  const bbox = [lng - east, lat - north, lng + east, lat + north]
    .map((degrees) => degrees.toFixed(6))
    .join(",");
  const around = useQuery(aroundQuery(districtId, bbox));
  const colors = palettes[flavor];
  const toMeters = ([x, y]: LngLat) =>
    `${((x - lng) * narrow * METERS_PER_DEGREE).toFixed(1)} ${((lat - y) * METERS_PER_DEGREE).toFixed(1)}`;
  const pathOf = (geometry: Parameters<typeof partsOf>[0]) =>
    partsOf(geometry)
      .map((part) => `M${part.map(toMeters).join("L")}`)
      .join("");
  const streets = around.data?.streets.features ?? [];
  const named = new Map<string, { id: string; path: string; length: number }>();
  for (const { id, geometry, properties } of streets) {
    const name = nameIn(language, properties as { name: string; nameEn?: string | null });
    const length = Number(properties.lengthMeters ?? 0);
    if (name && length > (named.get(name)?.length ?? 0))
      named.set(name, { id, path: eastward(partsOf(geometry)[0] ?? [], toMeters), length });
  }
  const width = (properties: Readonly<Record<string, unknown>>) =>
    WIDTHS[String(properties.class)] ?? 5;
  return (
    <svg
      className="case-map"
      viewBox={`${-HALF.across} ${-HALF.down} ${2 * HALF.across} ${2 * HALF.down}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={say.place}
      style={{ background: colors.land }}
    >
      {around.data?.water.features.map(({ id, geometry }) => (
        <path key={id} d={pathOf(geometry)} fill={colors.water} fillRule="evenodd" />
      ))}
      {around.data?.buildings.features.map(({ id, geometry }) => (
        <path
          key={id}
          d={pathOf(geometry)}
          fill={colors.building}
          stroke={colors.buildingLine}
          strokeWidth={0.5}
        />
      ))}
      {(["casing", "street"] as const).map((color) =>
        streets.map(({ id, geometry, properties }) => (
          <path
            key={`${color} ${id}`}
            d={pathOf(geometry)}
            fill="none"
            stroke={colors[color]}
            strokeWidth={width(properties) + (color === "casing" ? 2 : 0)}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        )),
      )}
      {[...named].map(([name, { id, path }]) => (
        <g key={id}>
          <path id={`case-map-${id}`} d={path} fill="none" />
          <text fill={colors.label} fontSize={9} dy={3} textAnchor="middle">
            <textPath href={`#case-map-${id}`} startOffset="50%">
              {name}
            </textPath>
          </text>
        </g>
      ))}
      <circle r={11} fill={colors.complaint} fillOpacity={0.25} />
      <circle r={5.5} fill={colors.complaint} stroke={colors.symbolHalo} strokeWidth={2} />
    </svg>
  );
}

/** The line as a path that runs eastward, so that its name stands upright. */
function eastward(line: readonly LngLat[], toMeters: (position: LngLat) => string): string {
  const [first, last] = [line[0], line.at(-1)];
  const isWestward = first !== undefined && last !== undefined && last[0] < first[0];
  return `M${(isWestward ? [...line].reverse() : line).map(toMeters).join("L")}`;
}
