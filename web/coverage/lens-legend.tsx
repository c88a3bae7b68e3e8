import { useFigures } from "./lens-figures.ts";
import type { LensTold } from "./lens-queries.ts";

/** What the map shows of the lens, exactly. */
export function LensLegend({ told }: { told: LensTold }) {
  const { say, few } = useFigures();
  const { result, asked } = told;
  const { measure } = asked;
  const entries: (readonly [shape: string, state: string, title: string])[] =
    "gaps" in result && measure.type === "spacing"
      ? [
          [
            "line",
            "fails",
            `${say.legendGap(few(measure.mostMeters / 2))}${measure.sides === "both" ? `, ${say.legendSides}` : ""}`,
          ],
          ...(result.landUnknown.meters > 0
            ? [["dash", "no-data", say.legendUnknown] as const]
            : []),
          ["dot", "site", say.legendSites],
        ]
      : "areas" in result
        ? [
            ["fill", "below", say.legendBelow],
            ["fill", "within", say.legendWithin],
            ...(result.areas.some(({ verdict }) => verdict === "above")
              ? [["fill", "above", say.legendAbove] as const]
              : []),
            ["fill", "no-data", say.legendNoData],
            ["dot", "site", say.legendSites],
          ]
        : "facilities" in result
          ? [
              ["ring", "fails", say.legendFails],
              ["ring", "no-data", say.legendNoData],
              ...(result.counts.above > 0 ? [["ring", "above", say.legendAbove] as const] : []),
              ["dot", "site", say.legendSites],
            ]
          : [["dot", "site", say.legendSites]];
  return (
    <section className="cov-legend" aria-label={say.legend}>
      <ul>
        {entries.map(([shape, state, title]) => (
          <li key={title}>
            <i className="lens-sign" data-sign={shape} data-state={state} /> {title}
          </li>
        ))}
      </ul>
    </section>
  );
}
