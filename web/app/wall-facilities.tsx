import { useQuery } from "@tanstack/react-query";
import { KIND_OF } from "../layers/facility-drawing.ts";
import { layersQuery } from "../layers/queries.ts";
import { recordsQuery } from "../layers/record-queries.ts";
import { FACILITY_ENTRIES } from "../layers/tree.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { formatCount, formatDay } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { Big, WallPanel } from "../wall/panel.tsx";
import { Row, Rows } from "../wall/rows.tsx";
import { FACILITY_STATUS_TITLES } from "../wall/titles.ts";
import { useDead } from "../wall/use-dead.ts";
import { useWallDay } from "./wall-day.ts";
import { wallWords } from "./wall-words.ts";

const EVERY_MS = 60_000;
const LISTED = 16;
const NOT_OPEN = "status IN ('closed','repair')";

function useRegister() {
  const { districtId } = useView().view.district;
  const date = useWallDay();
  return useQuery({
    ...layersQuery(districtId, { date, from: date, to: date }),
    refetchInterval: EVERY_MS,
  });
}

type Layer = NonNullable<ReturnType<typeof useRegister>["data"]>["layers"][number];

const countOf = (layer: Layer | undefined, ...statuses: string[]) =>
  (layer?.classes.status ?? [])
    .filter(({ value }) => statuses.includes(String(value)))
    .reduce((sum, { count }) => sum + count, 0);

export function FacilitiesLegend() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const register = useRegister();
  return (
    <LegendGroup
      title={say.facilities}
      deadSinceMs={useDead(register, EVERY_MS)}
      entries={FACILITY_ENTRIES.filter((entry) => entry !== "bins").flatMap((entry) => {
        const layer = register.data?.layers.find(({ layerId }) => layerId === entry);
        return layer
          ? [
              {
                look: <Swatch as="dot" color={palettes.dark.facility[KIND_OF[entry]]} />,
                title: titleIn(language, layer.title),
              },
            ]
          : [];
      })}
    />
  );
}

/** Transfer stations: how many stand open. */
export function StationsPanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const register = useRegister();
  return (
    <WallPanel title={say.stationPanel} to={register} everyMs={EVERY_MS} feed="facilities">
      {({ layers }) => {
        const layer = layers.find(({ layerId }) => layerId === "transfer-stations");
        const closed = countOf(layer, "closed", "repair");
        const notYet = countOf(layer, "building", "planned");
        return (
          <>
            <div className="wall-bigs">
              <Big
                value={formatCount(countOf(layer, "open"), language)}
                unit={say.seat}
                caption={say.openNow(formatCount(layer?.count ?? 0, language))}
                isMain
              />
              <Big
                value={formatCount(closed, language)}
                unit={say.seat}
                caption={say.notOpen}
                tone={closed > 0 ? "warn" : "good"}
              />
            </div>
            {notYet > 0 && (
              <p className="wall-caption">{say.notYet(formatCount(notYet, language))}</p>
            )}
          </>
        );
      }}
    </WallPanel>
  );
}

/** Every kind of facility: open, and all. */
export function FacilitiesPanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const register = useRegister();
  return (
    <WallPanel
      title={say.facilityKinds}
      aside={say.openOf}
      to={register}
      everyMs={EVERY_MS}
      feed="facilities"
    >
      {({ layers }) => (
        <Rows>
          {FACILITY_ENTRIES.map((entry) => {
            const layer = layers.find(({ layerId }) => layerId === entry);
            const open = countOf(layer, "open");
            return (
              layer && (
                <Row
                  key={entry}
                  mark={
                    <i
                      className="wall-dot"
                      style={{ color: palettes.dark.facility[KIND_OF[entry]] }}
                    />
                  }
                  title={titleIn(language, layer.title)}
                  value={formatCount(open, language)}
                  unit={` / ${formatCount(layer.count, language)}`}
                  share={open / Math.max(1, layer.count)}
                />
              )
            );
          })}
        </Rows>
      )}
    </WallPanel>
  );
}

function useNotOpen(layerId: string) {
  const { districtId } = useView().view.district;
  const date = useWallDay();
  return useQuery({
    ...recordsQuery(districtId, { layerId, date, filter: NOT_OPEN }),
    refetchInterval: EVERY_MS,
  });
}

/** Which stations and toilets are closed or in repair. */
export function ClosedPanel() {
  const say = useWords(wallWords);
  const language = useLanguage();
  const stations = useNotOpen("transfer-stations");
  const toilets = useNotOpen("toilets");
  const all = [...(stations.data ?? []), ...(toilets.data ?? [])];
  return (
    <WallPanel
      title={say.closedPanel}
      aside={stations.data && toilets.data && `n = ${formatCount(all.length, language)}`}
      to={toilets}
      everyMs={EVERY_MS}
      feed="facilities"
      isEmpty={() => all.length === 0}
      empty={say.closedNone}
    >
      {() => (
        <Rows total={all.length}>
          {all.slice(0, LISTED).map(({ id, properties }) => {
            const status = FACILITY_STATUS_TITLES[String(properties.status)];
            const { closedOn } = properties;
            return (
              <Row
                key={id}
                title={String(
                  (language === "en" ? properties.nameEn : null) ?? properties.name ?? "—",
                )}
                note={[
                  properties.address,
                  typeof closedOn === "string" && say.closedSince(formatDay(closedOn, language)),
                ]
                  .filter(Boolean)
                  .join(" · ")}
                value={status ? titleIn(language, status) : ""}
                tone="warn"
              />
            );
          })}
        </Rows>
      )}
    </WallPanel>
  );
}
