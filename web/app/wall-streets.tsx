import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { statusQuery } from "../cleaning/queries.ts";
import { type Status, standingOf } from "../cleaning/standing.ts";
import { standingDrawing } from "../cleaning/standing-layers.ts";
import { STREET_STATE_TITLES, type StreetState, WORK_TITLES } from "../cleaning/titles.ts";
import { useDrawing } from "../map/atlas-context.ts";
import { palettes } from "../map/palette.ts";
import { type StandingColors, standingPalettes } from "../map/standing-palette.ts";
import type { Drawing } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { formatCount, formatLength, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { Big, WallPanel } from "../wall/panel.tsx";
import { Row, Rows } from "../wall/rows.tsx";
import { useDead } from "../wall/use-dead.ts";
import { useWallDay } from "./wall-day.ts";
import { ifAlive } from "./wall-grey.ts";
import { wallWords } from "./wall-words.ts";

const EVERY_MS = 60_000;
/** Rows that could be shown on the tallest wall. */
const LISTED = 14;
const DRAWN: readonly StreetState[] = ["behind", "no_data", "on_time", "done"];

/** What is as it should be steps back: from across a room one looks for what is not. */
const QUIET_OPACITY = 0.5;
const withQuiet = (drawing: Drawing): Drawing => ({
  ...drawing,
  layers: drawing.layers.map((slotted) =>
    slotted.layer.id === "cleaning-standing"
      ? {
          ...slotted,
          layer: {
            ...slotted.layer,
            paint: { ...slotted.layer.paint, "line-opacity": QUIET_OPACITY },
          } as typeof slotted.layer, // the same layer, fainter
        }
      : slotted,
  ),
});

const useStatus = () => useQuery(statusQuery(useView().view.district.districtId, null));
const standing = (status: Status) => standingOf(status, { by: "route", of: null, shown: null });

/** How streets stand; those that are behind are wider. */
export function StreetsLayer() {
  const { districtId } = useView().view.district;
  const date = useWallDay();
  const status = useStatus();
  const isDead = useDead(status, EVERY_MS, "positions") !== null;
  const edgeIds = useMemo(() => status.data && standing(status.data).edgeIds, [status.data]);
  useDrawing(
    "cleaning-standing",
    useMemo(() => {
      const look = { origin: location.origin, districtId, date, chosen: null } as const;
      return edgeIds
        ? ifAlive(withQuiet(standingDrawing(edgeIds, { ...look, flavor: "dark" })), isDead)
        : null;
    }, [edgeIds, districtId, date, isDead]),
  );
  return null;
}

export function StreetsLegend() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const deadSinceMs = useDead(useStatus(), EVERY_MS, "positions");
  return (
    <LegendGroup
      title={say.streets}
      deadSinceMs={deadSinceMs}
      entries={DRAWN.map((state) => ({
        look:
          state === "no_data" ? (
            <Swatch as="hatch" color={palettes.dark.noData} />
          ) : (
            <Swatch as="line" color={standingPalettes.dark[state as keyof StandingColors]} />
          ),
        title: titleIn(language, STREET_STATE_TITLES[state]),
      }))}
    />
  );
}

/** How much is behind, and which streets wait longest. */
export function StreetsPanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const status = useStatus();
  const told = useMemo(() => status.data && standing(status.data), [status.data]);
  const km = (meters: number) => formatNumber(meters / 1000, language, 1);
  return (
    <WallPanel
      title={say.streetsBehind}
      aside={told && told.counts.behind.streets > 0 && say.hoursAside}
      to={status}
      asOf={({ at }) => at}
      everyMs={EVERY_MS}
      feed="positions"
    >
      {() => {
        if (!told) return null;
        const { counts, meters, streets } = told;
        const behind = streets.filter(({ state }) => state === "behind");
        return (
          <>
            <div className="wall-bigs">
              <Big
                value={km(counts.behind.meters)}
                unit="km"
                caption={say.behindOf(km(meters))}
                tone={counts.behind.meters > 0 ? "warn" : "good"}
                isMain
              />
              <Big
                value={formatCount(counts.behind.streets, language)}
                unit={say.streetUnit}
                caption={say.behindStreets}
                tone={counts.behind.streets > 0 ? "warn" : "good"}
              />
            </div>
            <Rows total={behind.length}>
              {behind.slice(0, LISTED).map((street) => (
                <Row
                  key={street.streetId}
                  title={nameIn(language, street)}
                  note={[
                    street.work && titleIn(language, WORK_TITLES[street.work]),
                    formatLength(street.meters, language),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                  value={
                    street.hours === null ? say.noRecord : formatNumber(street.hours, language, 0)
                  }
                  unit={
                    street.hours === null
                      ? ""
                      : say.hoursOf(formatNumber(street.requiredHours ?? 24, language, 0))
                  }
                  tone="warn"
                />
              ))}
            </Rows>
          </>
        );
      }}
    </WallPanel>
  );
}
