import { useMemo } from "react";
import { useWords } from "../ui/language.ts";
import type { Preview } from "./queries.ts";
import { words } from "./words.ts";

const WIDTH = 640;
const GREATEST_HEIGHT = 520;
const MARGIN = 14;

type Place = readonly number[];

/**
 * Streets, and an arrow for each record from where it is stored to where it will be.
 *
 * Equirectangular with the latitude's narrowing: over a district nobody sees a difference to the map.
 */
export function ShiftDrawing({ preview }: { preview: Preview }) {
  const say = useWords(words);
  const { moves, streets } = preview;
  const { height, path, arrows } = useMemo(() => drawn(moves, streets), [moves, streets]);
  return (
    <svg className="shift" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={say.picture}>
      <defs>
        <marker
          id="shift-head"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path d="M0 0.8 8 4 0 7.2z" />
        </marker>
      </defs>
      <path className="shift-streets" d={path} />
      {arrows.map(({ from, to }) => (
        <g key={`${from} ${to}`}>
          <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} markerEnd="url(#shift-head)" />
          <circle cx={from[0]} cy={from[1]} r={3} />
        </g>
      ))}
    </svg>
  );
}

/** Everything in the picture's own units. */
function drawn(moves: Preview["moves"], streets: readonly (readonly Place[])[]) {
  const places = moves.flatMap(({ before, after }) => [before, after]);
  const [lngs, lats] = [places.map((at) => at[0]!), places.map((at) => at[1]!)];
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const wide = Math.max((east - west) * narrowing, 1e-4);
  const high = Math.max(north - south, 1e-4);
  const scale = Math.min((WIDTH - 2 * MARGIN) / wide, (GREATEST_HEIGHT - 2 * MARGIN) / high);
  const height = Math.max(200, Math.round(high * scale + 2 * MARGIN));
  const [left, top] = [(WIDTH - wide * scale) / 2, (height - high * scale) / 2];
  const point = (at: Place): [number, number] => [
    Math.round((left + (at[0]! - west) * narrowing * scale) * 10) / 10,
    Math.round((top + (north - at[1]!) * scale) * 10) / 10,
  ];
  const path = streets
    .map((line) => `M${line.map((at) => point(at).join(" ")).join("L")}`)
    .join("");
  const arrows = moves.map(({ before, after }) => ({ from: point(before), to: point(after) }));
  return { height, path, arrows };
}
