import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { cellsLayer, drawnCells } from "../coverage/cells-layer.ts";
import { linesDrawing, placesDrawing } from "../coverage/lines-drawing.ts";
import { NO_TRIES } from "../coverage/tries.ts";
import { useAmounts } from "../coverage/units.ts";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { palettes } from "../map/palette.ts";
import { cssOf, type ReachPalette, reachPalettes } from "../map/reach-palette.ts";
import { useView } from "../map/view.ts";
import { formatCount, formatLength } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { Big, WallPanel } from "../wall/panel.tsx";
import { wallCoverageQuery } from "../wall/queries.ts";
import { Row, Rows } from "../wall/rows.tsx";
import { useDead } from "../wall/use-dead.ts";
import { ifAlive } from "./wall-grey.ts";
import { wallWords } from "./wall-words.ts";

const EVERY_MS = 10 * 60_000;
const LISTED = 12;

const useCoverage = () => {
  const { districtId } = useView().view.district;
  return useQuery(wallCoverageQuery(districtId, EVERY_MS));
};

const PALETTE = reachPalettes.dark;
const GREY: ReachPalette = {
  ...PALETTE,
  ...{ served: PALETTE.rejected, withoutRoom: PALETTE.rejected, outside: PALETTE.rejected },
};

/** Who is served and who is not, and the gaps by how many people are in them. */
export function CoverageLayer() {
  const atlas = useAtlas();
  const language = useLanguage();
  const coverage = useCoverage();
  const isDead = useDead(coverage, EVERY_MS, "coverage") !== null;
  const { data } = coverage;
  useDrawing(
    "coverage-streets",
    useMemo(() => linesDrawing(null, PALETTE), []),
  );
  useEffect(() => {
    if (!atlas || !data) return;
    const cells = drawnCells(data.cells, isDead ? GREY : PALETTE);
    void atlas.drawOver("coverage-cells", () => cellsLayer(cells));
  }, [atlas, data, isDead]);
  useEffect(() => () => void atlas?.drawOver("coverage-cells", null), [atlas]);
  useDrawing(
    "coverage-places",
    useMemo(() => {
      const drawing =
        data &&
        placesDrawing(data, {
          ...{ tries: NO_TRIES, gap: null, site: null, colors: palettes.dark, palette: PALETTE },
          nameOf: ({ name, nameEn }) => nameIn(language, { name: name ?? "", nameEn }),
        });
      return drawing ? ifAlive(drawing, isDead) : null;
    }, [data, language, isDead]),
  );
  return null;
}

export function CoverageLegend() {
  const say = useWords(wallWords);
  return (
    <LegendGroup
      title={say.coverage}
      deadSinceMs={useDead(useCoverage(), EVERY_MS, "coverage")}
      entries={[
        { look: <Swatch as="field" color={cssOf(PALETTE.served)} />, title: say.servedLegend },
        { look: <Swatch as="field" color={cssOf(PALETTE.outside)} />, title: say.outsideLegend },
        { look: <Swatch as="line" color={PALETTE.gap} />, title: say.gapLegend },
        { look: <Swatch as="dot" color={PALETTE.site} />, title: say.siteLegend },
      ]}
    />
  );
}

/** How many people a toilet is within reach of, along streets and as the standard measures. */
export function CoveragePanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const coverage = useCoverage();
  const { amount, percent, meters } = useAmounts("residents");
  return (
    <WallPanel
      title={say.coverage}
      to={coverage}
      asOf={({ at }) => at}
      everyMs={EVERY_MS}
      feed="coverage"
    >
      {({ totals, asked, compliance, streets }) => (
        <>
          <div className="wall-bigs" data-stacked="">
            <Big
              value={percent(totals.served, totals.demand)}
              caption={say.served(
                meters(asked.radiusMeters),
                amount(totals.served),
                amount(totals.demand),
              )}
              isMain
            />
            <Big
              value={amount(totals.outside)}
              unit={say.people}
              caption={say.outside}
              tone="warn"
            />
          </div>
          <Rows>
            {compliance && (
              <Row
                title={say.standard(meters(compliance.radiusMeters))}
                note={say.standardOf(
                  formatCount(compliance.within, language),
                  formatCount(compliance.total, language),
                )}
                value={percent(compliance.within, compliance.total)}
                share={compliance.within / Math.max(1, compliance.total)}
              />
            )}
            <Row
              title={say.streetsServed}
              note={`${formatLength(streets.servedMeters, language)} / ${formatLength(streets.meters, language)}`}
              value={percent(streets.servedMeters, streets.meters)}
              share={streets.servedMeters / Math.max(1, streets.meters)}
            />
          </Rows>
        </>
      )}
    </WallPanel>
  );
}

/** The gaps, most people first. */
export function CoverageGapsPanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const coverage = useCoverage();
  const { amount, meters } = useAmounts("residents");
  return (
    <WallPanel
      title={say.coverageGaps}
      aside={
        coverage.data &&
        `n = ${formatCount(coverage.data.gaps.length + coverage.data.gapsLeftOut.count, language)}`
      }
      to={coverage}
      asOf={({ at }) => at}
      everyMs={EVERY_MS}
      feed="coverage"
    >
      {({ gaps, gapsLeftOut }) => (
        <Rows total={gaps.length + gapsLeftOut.count}>
          {gaps.slice(0, LISTED).map((gap, i) => (
            <Row
              key={gap.id}
              mark={i + 1}
              title={
                gap.street
                  ? nameIn(language, { name: gap.street, nameEn: gap.streetEn })
                  : say.gapUnnamed
              }
              note={gap.farthestMeters !== null && say.gapFarthest(meters(gap.farthestMeters))}
              value={amount(gap.demand)}
              unit={say.people}
              share={gap.demand / Math.max(1, gaps[0]!.demand)}
            />
          ))}
        </Rows>
      )}
    </WallPanel>
  );
}
