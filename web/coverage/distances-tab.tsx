import { useFlavor } from "../map/flavor.ts";
import { cssOf, reachPalettes } from "../map/reach-palette.ts";
import { useWords } from "../ui/language.ts";
import type { CoverageAnswer } from "./queries.ts";
import { useAmounts } from "./units.ts";
import { words } from "./words.ts";

const [WIDTH, HEIGHT, FOOT] = [320, 110, 16];

/** How far people go, as bars and quantiles. */
export function DistancesTab({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const palette = reachPalettes[useFlavor()];
  const { distances, asked } = coverage;
  const { amount, meters, unit, percent } = useAmounts(asked.demand);
  const { bins, binMeters, quantiles } = distances;
  const most = Math.max(...bins, 1);
  const width = WIDTH / bins.length;
  const last = bins.length - 1;
  const titleOf = (bin: number) =>
    bin === last
      ? say.beyond(meters(last * binMeters))
      : `${meters(bin * binMeters)}–${meters((bin + 1) * binMeters)} m`;
  return (
    <section className="cov-distances">
      <p className="cov-note">
        {say.distance} · {say.reachedN(amount(distances.reached))} {unit}
        {distances.withoutWay > 0 && ` · ${say.withoutWay(amount(distances.withoutWay))}`}
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} role="img" aria-label={say.distance}>
        {bins.map((value, bin) => {
          const height = (HEIGHT - 4) * (value / most);
          const isWithin = (bin + 1) * binMeters <= asked.radiusMeters + 1e-6 && bin !== last;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            <g key={bin}>
              <title>{`${titleOf(bin)}: ${amount(value)} ${unit}`}</title>
              <rect
                x={bin * width + 1}
                y={HEIGHT - height}
                width={width - 2}
                height={height}
                fill={cssOf(isWithin ? palette.served : palette.outside)}
              />
            </g>
          );
        })}
        <line x1={0} y1={HEIGHT + 0.5} x2={WIDTH} y2={HEIGHT + 0.5} className="cov-axis" />
        {bins.map((_, bin) =>
          bin % 6 === 0 ? (
            <text
              // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place
              key={bin}
              x={bin * width + 1}
              y={HEIGHT + 13}
              textAnchor={bin === 0 ? "start" : "middle"}
            >
              {meters(bin * binMeters)}
              {bin === 0 ? " m" : ""}
            </text>
          ) : null,
        )}
      </svg>
      <dl className="cov-beside">
        {distances.meanMeters !== null && (
          <>
            <dt>{say.mean}</dt>
            <dd>{meters(distances.meanMeters)} m</dd>
          </>
        )}
        {quantiles.map(({ share, meters: far }) => (
          <div key={share}>
            <dt>{say.quantile(percent(share, 1).replace(/\.0%/, "%"))}</dt>
            <dd>{say.within(meters(far))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
