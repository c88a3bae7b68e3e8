import { useFlavor } from "../map/flavor.ts";
import { cssOf, reachPalettes } from "../map/reach-palette.ts";
import { formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Comparison, ComparisonColumn } from "./scenario-queries.ts";
import { TRIED_TITLES, words } from "./scenario-words.ts";

const WIDTH = 300;
const MARGIN = 6;
/** The largest gap of all pictures is drawn so large. */
const LARGEST_GAP = 13;

type Frame = {
  readonly height: number;
  readonly at: (position: readonly number[]) => readonly [x: number, y: number];
};

/** Where places come on a small picture: as wide as the district, north above; null where there is none. */
function frameOf({ outlines, columns }: Comparison): Frame | null {
  const all = [
    ...outlines.flat(),
    ...columns.flatMap(({ sites, gaps }) => [...sites, ...gaps.map(({ position }) => position)]),
  ];
  if (all.length === 0) return null;
  const lngs = all.map(([lng = 0]) => lng);
  const lats = all.map(([, lat = 0]) => lat);
  const extreme = (of: readonly number[], pick: (a: number, b: number) => number) =>
    of.reduce((found, each) => pick(found, each));
  const [west, east] = [extreme(lngs, Math.min), extreme(lngs, Math.max)];
  const [south, north] = [extreme(lats, Math.min), extreme(lats, Math.max)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / Math.max((east - west) * squeeze, 1e-6);
  return {
    height: Math.max(60, Math.min(340, (north - south) * scale + 2 * MARGIN)),
    at: ([lng = 0, lat = 0]) => [
      MARGIN + (lng - west) * squeeze * scale,
      MARGIN + (north - lat) * scale,
    ],
  };
}

/** A small picture of each column, at one scale, with what is tried out in words. */
export function Pictures({ comparison }: { comparison: Comparison }) {
  const say = useWords(words);
  const palette = reachPalettes[useFlavor()];
  const frame = frameOf(comparison);
  if (!frame) return null;
  const shown = comparison.columns.filter(({ now }) => now !== null);
  const most = Math.max(1, ...shown.flatMap(({ gaps }) => gaps.map(({ demand }) => demand)));
  return (
    <section className="scn-pictures" aria-label={say.picture}>
      <ul>
        {shown.map((column, i) => (
          <li key={column.scenarioId ?? `base-${i}`}>
            <h3>{column.name ?? say.asItIs}</h3>
            <Picture {...{ column, comparison, frame, most }} />
            <TriedList column={column} />
          </li>
        ))}
      </ul>
      <p className="scn-legend">
        <span>
          <i data-shape="dot" style={{ background: palette.site }} /> {say.legendSite}
        </span>
        <span>
          <i data-shape="dot" style={{ background: cssOf(palette.outside, 0.45) }} />{" "}
          {say.legendGap}
        </span>
        <span>
          <i data-shape="diamond" style={{ background: palette.siteNew }} /> {say.tried}
        </span>
      </p>
    </section>
  );
}

function Picture(props: {
  column: ComparisonColumn;
  comparison: Comparison;
  frame: Frame;
  most: number;
}) {
  const { column, comparison, frame, most } = props;
  const say = useWords(words);
  const palette = reachPalettes[useFlavor()];
  const draw = (positions: readonly (readonly number[])[]) =>
    positions
      .map((each) =>
        frame
          .at(each)
          .map((n) => n.toFixed(1))
          .join(","),
      )
      .join(" ");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${frame.height}`}
      role="img"
      aria-label={say.pictureOf(column.name ?? say.asItIs)}
    >
      {comparison.outlines.map((ring) => (
        <polygon key={draw(ring.slice(0, 3))} className="scn-outline" points={draw(ring)} />
      ))}
      {column.gaps.map(({ position, demand }) => {
        const [x, y] = frame.at(position);
        const r = LARGEST_GAP * Math.sqrt(demand / most);
        return <circle key={`${x} ${y}`} cx={x} cy={y} r={r} fill={cssOf(palette.outside, 0.45)} />;
      })}
      {column.sites.map((position) => {
        const [x, y] = frame.at(position);
        return <circle key={`${x} ${y}`} cx={x} cy={y} r={1.8} fill={palette.site} />;
      })}
      {column.tried.map(({ siteId, state, position, from }) => {
        if (!position) return null;
        const [x, y] = frame.at(position);
        const began = from && frame.at(from);
        return (
          <g key={siteId} stroke={palette.siteNew} fill={palette.siteNew} strokeWidth={1.6}>
            {began && <line x1={began[0]} y1={began[1]} x2={x} y2={y} />}
            {state === "closed" ? (
              <path d={`M${x - 4} ${y - 4}l8 8m0-8l-8 8`} fill="none" />
            ) : (
              <path d={`M${x} ${y - 5.5}l5.5 5.5-5.5 5.5-5.5-5.5z`} stroke="none" />
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** The coordinates of what is tried, for whoever goes there. */
function TriedList({ column }: { column: ComparisonColumn }) {
  const say = useWords(words);
  const language = useLanguage();
  if (column.tried.length === 0) return null;
  return (
    <ul className="scn-tried">
      {column.tried.slice(0, 12).map(({ siteId, state, name, nameEn, position, costYuan }) => (
        <li key={siteId}>
          {state === "added"
            ? say.newSite(siteId.slice(4))
            : `${titleIn(language, TRIED_TITLES[state]!)} ${nameIn(language, { name: name ?? siteId, nameEn })}`}
          <small>
            {position?.map((degrees) => degrees.toFixed(5)).join(", ")}
            {costYuan !== null && ` · ${formatNumber(costYuan, language, 0)} ${say.yuan}`}
          </small>
        </li>
      ))}
      {column.tried.length > 12 && <li>… {column.tried.length}</li>}
    </ul>
  );
}
