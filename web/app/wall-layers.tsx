import { useQuery } from "@tanstack/react-query";
import { type FunctionComponent, useMemo } from "react";
import type { LngLat } from "../map/geometry.ts";
import { type Mark, useMarks } from "../map/marks.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import { alarmNumbers } from "../wall/alarm-numbers.ts";
import { serverNow, useServerTime } from "../wall/clock.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { alarmsQuery, tickerQuery, type WallLayerId } from "../wall/queries.ts";
import { useDead } from "../wall/use-dead.ts";
import { CoverageLayer, CoverageLegend } from "./wall-coverage.tsx";
import { FacilitiesLegend } from "./wall-facilities.tsx";
import { HotspotsLayer, HotspotsLegend } from "./wall-hotspots.tsx";
import { COMPLAINT_DAYS, RegisterLayers } from "./wall-register.tsx";
import { StarsLegend } from "./wall-stars.tsx";
import { StreetsLayer, StreetsLegend } from "./wall-streets.tsx";
import { VehiclesLayer, VehiclesLegend } from "./wall-vehicles.tsx";
import { wallWords } from "./wall-words.ts";

type Layer = { readonly Draw?: FunctionComponent; readonly Legend?: FunctionComponent };

/** Layers with a drawing or a legend of their own; what is of the register is drawn together. */
const LAYERS: Partial<Record<WallLayerId, Layer>> = {
  "streets-behind": { Draw: StreetsLayer, Legend: StreetsLegend },
  vehicles: { Draw: VehiclesLayer, Legend: VehiclesLegend },
  hotspots: { Draw: HotspotsLayer, Legend: HotspotsLegend },
  complaints: { Legend: ComplaintsLegend },
  stars: { Legend: StarsLegend },
  "coverage-gaps": { Draw: CoverageLayer, Legend: CoverageLegend },
  facilities: { Legend: FacilitiesLegend },
};

/** Everything a scene draws on the map. */
export function WallLayers({ layers }: { layers: readonly WallLayerId[] }) {
  return (
    <>
      <RegisterLayers layers={layers} />
      {layers.map((layer) => {
        const Draw = LAYERS[layer]?.Draw;
        return Draw && <Draw key={layer} />;
      })}
      <Marks hasAlarms={layers.includes("alarms")} />
    </>
  );
}

/** What the colours of a scene mean. */
export function WallLegend({ layers }: { layers: readonly WallLayerId[] }) {
  const shown = layers.flatMap((layer) => {
    const Legend = LAYERS[layer]?.Legend;
    return Legend ? [<Legend key={layer} />] : [];
  });
  return shown.length > 0 && <aside className="wall-legend">{shown}</aside>;
}

const lngLat = ([lng, lat]: readonly number[]): LngLat => [lng!, lat!]; // the contract says two

/** A complaint that has just come rings for so long. */
const RINGS_MS = 20_000;

/** Alarms by the numbers of their keys, and complaints that have just come. */
function Marks({ hasAlarms }: { hasAlarms: boolean }) {
  const { districtId } = useView().view.district;
  const ticker = useQuery(tickerQuery(districtId)).data;
  const alarms = useQuery(alarmsQuery(districtId)).data;
  const nowMs = useServerTime(5000);
  const marks = useMemo((): Mark[] => {
    const now = serverNow() ?? nowMs ?? 0;
    const rings = (ticker?.entries ?? []).flatMap(({ key, position, receivedAt }): Mark[] =>
      position && now - Date.parse(receivedAt) < RINGS_MS
        ? [{ id: `ring ${key}`, position: lngLat(position), look: "wall-ring", text: "" }]
        : [],
    );
    const numbers = alarmNumbers(alarms?.alarms ?? []);
    const numbered = (hasAlarms ? (alarms?.alarms ?? []) : []).flatMap(
      ({ alarmId, position, state, severity }): Mark[] =>
        position
          ? [
              {
                id: alarmId,
                position: lngLat(position),
                look: state === "new" ? `wall-alarm-${severity}` : "wall-alarm-seen",
                text: String(numbers.get(alarmId) ?? "!"),
              },
            ]
          : [],
    );
    return [...rings, ...numbered];
  }, [ticker, alarms, hasAlarms, nowMs]);
  useMarks(marks);
  return null;
}

function ComplaintsLegend() {
  const say = useWords(wallWords);
  const { districtId } = useView().view.district;
  const ticker = useQuery(tickerQuery(districtId));
  return (
    <LegendGroup
      title={`${say.complaints} · ${say.complaintsIn(COMPLAINT_DAYS)}`}
      deadSinceMs={useDead(ticker, 30_000, "complaints")}
      entries={[
        {
          look: <Swatch as="dot" color={palettes.dark.complaint} />,
          title: say.complaintPoint,
        },
      ]}
    />
  );
}
