import { useQuery } from "@tanstack/react-query";
import { layersQuery } from "../layers/queries.ts";
import { type LayerFeature, recordsQuery } from "../layers/record-queries.ts";
import { streetsByStars } from "../layers/stars.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { addDays, formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { Row, Rows, WallPanel } from "../wall/panel.tsx";
import { alarmsQuery } from "../wall/queries.ts";
import { useDead } from "../wall/use-dead.ts";
import { useWallDay } from "./wall-day.ts";
import { wallWords } from "./wall-words.ts";

const EVERY_MS = 5 * 60_000;
/** Stars that end within so many days are told. */
const AHEAD_DAYS = 90;
const LISTED = 16;
const STARS = [5, 4, 3, 2, 1] as const;
const RATED = "stars IS NOT NULL";

function useRegister() {
  const { districtId } = useView().view.district;
  const date = useWallDay();
  return useQuery({
    ...layersQuery(districtId, { date, from: date, to: date }),
    refetchInterval: EVERY_MS,
  });
}

function useRated(layerId: "toilets" | "transfer-stations" | "streets") {
  const { districtId } = useView().view.district;
  const date = useWallDay();
  return useQuery({
    ...recordsQuery(districtId, { layerId, date, filter: RATED }),
    refetchInterval: EVERY_MS,
  });
}

function countsOf(features: readonly LayerFeature[]) {
  const counts = new Map<number, number>();
  for (const { properties } of features) {
    const stars = Number(properties.stars);
    if (stars > 0) counts.set(stars, (counts.get(stars) ?? 0) + 1);
  }
  return counts;
}

export function StarsLegend() {
  const say = useWords(wallWords);
  const { star, starRamp } = palettes.dark;
  return (
    <LegendGroup
      title={say.stars}
      deadSinceMs={useDead(useRegister(), EVERY_MS)}
      entries={[
        { look: <Swatch as="dot" color={star} />, title: `${say.toilets}、${say.stations}` },
        { look: <Swatch as="line" color={starRamp[4]!} />, title: say.streetsRated },
      ]}
    />
  );
}

/** How many hold how many stars, by what they are. */
export function StarsPanel() {
  const say = useWords(wallWords);
  const register = useRegister();
  const toilets = useRated("toilets").data;
  const stations = useRated("transfer-stations").data;
  const streets = useRated("streets").data;
  const all = (layerId: string) =>
    register.data?.layers.find((layer) => layer.layerId === layerId)?.count ?? 0;
  return (
    <WallPanel title={say.starsInForce} to={register} everyMs={EVERY_MS} feed="ratings">
      {() => (
        <>
          <Kind title={say.toilets} counts={toilets && countsOf(toilets)} all={all("toilets")} />
          <Kind
            title={say.stations}
            counts={stations && countsOf(stations)}
            all={all("transfer-stations")}
          />
          <Kind title={say.streetsRated} counts={streets && streetsByStars(streets)} all={null} />
        </>
      )}
    </WallPanel>
  );
}

function Kind(props: {
  title: string;
  counts: ReadonlyMap<number, number> | undefined;
  all: number | null;
}) {
  const say = useWords(wallWords);
  const language = useLanguage();
  const { title, counts, all } = props;
  if (!counts) return null;
  const rated = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const most = Math.max(1, ...counts.values());
  return (
    <div className="wall-kind">
      <h3>
        {title}
        <strong>{formatCount(rated, language)}</strong>
        {all !== null && (
          <small>{say.rated(formatCount(rated, language), formatCount(all, language))}</small>
        )}
      </h3>
      <ul>
        {STARS.map((stars) => {
          const n = counts.get(stars) ?? 0;
          return (
            <li key={stars} data-none={n === 0 || undefined}>
              <span className="wall-stars">{"★".repeat(stars)}</span>
              <i style={{ inlineSize: `${(100 * n) / most}%` }} />
              <b>{formatCount(n, language)}</b>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What is about to lose its stars, or just has. */
export function StarChangesPanel() {
  const say = useWords(wallWords);
  const { districtId } = useView().view.district;
  const date = useWallDay();
  const toilets = useRated("toilets");
  const stations = useRated("transfer-stations");
  const lost = useQuery(alarmsQuery(districtId)).data?.alarms.filter(
    ({ kind }) => kind === "downgrade",
  );
  const ending = [...(toilets.data ?? []), ...(stations.data ?? [])]
    .map(({ id, properties }) => ({
      id,
      name: String(properties.name ?? "—"),
      stars: Number(properties.stars),
      until: String(properties.starsValidTo ?? ""),
    }))
    .filter(({ until }) => until !== "" && until <= addDays(date, AHEAD_DAYS))
    .sort((a, b) => (a.until < b.until ? -1 : 1));
  const isNone = ending.length === 0 && (lost ?? []).length === 0;
  return (
    <WallPanel
      title={say.starChanges}
      to={toilets}
      everyMs={EVERY_MS}
      feed="ratings"
      isEmpty={() => isNone}
      empty={say.starChangesNone}
    >
      {() => (
        <Rows>
          {(lost ?? []).map(({ alarmId, subject, stars }) => (
            <Row
              key={alarmId}
              mark="↓"
              title={subject.facility?.name ?? subject.street?.name ?? "—"}
              note={say.lost}
              value={`${stars?.before ?? "?"} → ${stars?.after ?? 0}`}
              unit=" ★"
              tone="warn"
            />
          ))}
          {ending.slice(0, LISTED).map(({ id, name, stars, until }) => (
            <Row
              key={id}
              title={name}
              note={until < date ? say.expired : say.expiresOn(until)}
              value={say.star(stars)}
            />
          ))}
        </Rows>
      )}
    </WallPanel>
  );
}
