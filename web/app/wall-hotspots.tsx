import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { cellFeatures, cellsDrawing, drawnCells } from "../hotspots/cells-drawing.ts";
import { ranksDrawing } from "../hotspots/places-drawing.ts";
import { useDrawing } from "../map/atlas-context.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { daysBetween, formatCount, formatNumber } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { Big, WallPanel } from "../wall/panel.tsx";
import { wallHotspotsQuery } from "../wall/queries.ts";
import { Row, Rows } from "../wall/rows.tsx";
import { useDead } from "../wall/use-dead.ts";
import { ifAlive } from "./wall-grey.ts";
import { wallWords } from "./wall-words.ts";

/** A pattern of weeks does not change by the minute. */
const EVERY_MS = 5 * 60_000;
const LISTED = 12;

function useHotspots() {
  const { districtId } = useView().view.district;
  return useQuery(wallHotspotsQuery(districtId, EVERY_MS));
}

/** Cells beyond chance, and the first spots by rank. */
export function HotspotsLayer() {
  const hotspots = useHotspots();
  const isDead = useDead(hotspots, EVERY_MS, "hotspots") !== null;
  const { data } = hotspots;
  useDrawing(
    "hotspots",
    useMemo(() => {
      const cells = data && cellFeatures(drawnCells(data.cells));
      return cells ? ifAlive(cellsDrawing("hotspots", cells, palettes.dark), isDead) : null;
    }, [data, isDead]),
  );
  useDrawing(
    "hotspot-ranks",
    useMemo(
      () =>
        data ? ifAlive(ranksDrawing("hotspot", data.spots, null, palettes.dark), isDead) : null,
      [data, isDead],
    ),
  );
  return null;
}

export function HotspotsLegend() {
  const say = useWords(wallWords);
  const { hot, byChance } = palettes.dark;
  return (
    <LegendGroup
      title={say.hotspots}
      deadSinceMs={useDead(useHotspots(), EVERY_MS, "hotspots")}
      entries={[
        { look: <Swatch as="field" color={hot[1]!} />, title: say.hot },
        { look: <Swatch as="field" color={byChance} />, title: say.chance },
      ]}
    />
  );
}

/** Where complaints pile up beyond chance. */
export function HotspotsPanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const hotspots = useHotspots();
  const { data } = hotspots;
  const count = (n: number) => formatCount(n, language);
  return (
    <WallPanel
      title={say.hotspots}
      aside={
        data &&
        say.hotspotsIn(
          daysBetween(data.period.from, data.period.to) + 1,
          count(data.totals.period.complaints),
        )
      }
      to={hotspots}
      asOf={({ askedAt }) => askedAt}
      everyMs={EVERY_MS}
      feed="hotspots"
      isEmpty={({ spots }) => spots.length === 0}
      empty={say.hotspotNone}
    >
      {({ spots, tested }) => (
        <>
          <div className="wall-bigs">
            <Big
              value={count(spots.length)}
              unit={say.hotspotUnit}
              caption={say.hotspotCount}
              tone="warn"
              isMain
            />
            <p className="wall-caption">{say.hotspotOf(count(tested))}</p>
          </div>
          <Rows total={spots.length}>
            {spots.slice(0, LISTED).map((spot, i) => (
              <Row
                key={spot.spotId}
                mark={i + 1}
                title={nameIn(language, spot.street ?? spot.area ?? { name: "—" })}
                note={[
                  spot.street && spot.area && nameIn(language, spot.area),
                  spot.expected !== null &&
                    say.hotspotExpected(formatNumber(spot.expected, language, 0)),
                ]
                  .filter(Boolean)
                  .join(" · ")}
                value={count(spot.complaints)}
                unit={say.cases}
                share={spot.complaints / Math.max(1, spots[0]!.complaints)}
              />
            ))}
          </Rows>
        </>
      )}
    </WallPanel>
  );
}
