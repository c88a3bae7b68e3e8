import { useFlavor } from "../map/flavor.ts";
import { cssOf, reachPalettes } from "../map/reach-palette.ts";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { SitingAnswer } from "./queries.ts";
import { words } from "./words.ts";

const [WIDTH, HEIGHT, LEFT, FOOT, TOP] = [320, 110, 44, 18, 8];

/** How much is gained by how many sites: where the next one is worth little, the line turns. */
export function Curve(props: { curve: NonNullable<SitingAnswer["curve"]>; chosen: number }) {
  const { curve, chosen } = props;
  const say = useWords(words);
  const language = useLanguage();
  const palette = reachPalettes[useFlavor()];
  const { points, method } = curve;
  const most = Math.max(1, ...points.map(({ gain }) => gain));
  const last = Math.max(1, points.at(-1)?.sites ?? 1);
  const x = (sites: number) => LEFT + ((WIDTH - LEFT - 8) * sites) / last;
  const y = (gain: number) => TOP + (HEIGHT - TOP) * (1 - gain / most);
  const amount = (value: number) => formatCount(Math.round(value), language);
  const step = Math.max(1, Math.ceil(last / 8));
  if (points.length < 2) return null;
  return (
    <figure className="sit-curve">
      <figcaption>
        {say.curve} <small>{say[method]}</small>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} role="img" aria-label={say.curve}>
        <line x1={LEFT} y1={HEIGHT} x2={WIDTH} y2={HEIGHT} className="cov-axis" />
        <text x={LEFT - 4} y={TOP + 8} textAnchor="end">
          +{amount(most)}
        </text>
        <text x={LEFT - 4} y={HEIGHT} textAnchor="end">
          0
        </text>
        <polyline
          points={points.map(({ sites, gain }) => `${x(sites)},${y(gain)}`).join(" ")}
          fill="none"
          stroke={cssOf(palette.served)}
          strokeWidth={2}
        />
        {points.map(({ sites, gain }) => (
          <g key={sites}>
            <title>{`${sites}: +${amount(gain)}`}</title>
            <circle
              cx={x(sites)}
              cy={y(gain)}
              r={sites === chosen ? 5 : 3}
              fill={sites === chosen ? palette.siteNew : cssOf(palette.served)}
            />
            {sites % step === 0 && (
              <text x={x(sites)} y={HEIGHT + 14} textAnchor="middle">
                {sites}
              </text>
            )}
          </g>
        ))}
      </svg>
    </figure>
  );
}
