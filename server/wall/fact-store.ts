import type { WallSettings } from "../../data/wall.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import { instantOf, localDay } from "../store/local-day.ts";
import type { About, Fact, OpenAlarm } from "./alarms.ts";
import { IS_OPEN, readCases } from "./case-store.ts";
import { feedsOf, readArrivals } from "./feed-store.ts";
import { readRatingsAround } from "./handover-store.ts";
import { starChanges } from "./ratings.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** More at once are no alarm but a catastrophe; the counters have all of them. */
const MOST_FACTS = 2_000;

/** Where and when somebody looks. */
export type Looking = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly timeZone: string;
  readonly settings: WallSettings;
  readonly now: Date;
  /** From when on data could come in: nothing is silent because the server was away. */
  readonly listeningSince: Date;
  readonly open: readonly OpenAlarm[];
};

const ABOUT: About = {
  ...{ category: null, streetId: null, unitId: null, facilityId: null, feed: null },
};

const occurrencesOf = ({ open }: Looking, kind: Fact["kind"]) =>
  open.flatMap((alarm) => (alarm.kind === kind ? alarm.occurrences : []));

/** Complaints past the term of their next step; those that were late long before are told of only where an alarm has them. */
async function readLate(looking: Looking): Promise<Fact[]> {
  const { tx, districtId, settings, now } = looking;
  const since = new Date(+now - settings.windows.lateHours * HOUR_MS);
  const told = occurrencesOf(looking, "late-case");
  const cases = await readCases(tx, districtId, {
    where: `${IS_OPEN} and c.due_at <= $2 and (c.due_at > $3 or c.complaint_id = any($4))`,
    ...{ order: "c.due_at desc, c.complaint_id", limit: MOST_FACTS },
    params: [now, since, told.map((occurrence) => occurrence.split("@")[0])],
  });
  return cases.flatMap(({ complaintId, category, streetId, unitId, dueAt, position }) =>
    dueAt === null
      ? []
      : [
          {
            ...{ kind: "late-case" as const, subject: unitId ?? "", isNews: dueAt > since },
            // a term that was moved is another one
            occurrence: `${complaintId}@${dueAt.toISOString()}`,
            ...{ happenedAt: dueAt, position, about: { ...ABOUT, category, streetId, unitId } },
            ...{ stars: null, count: 1 },
          },
        ],
  );
}

type SpotRow = {
  alarmId: string;
  spotId: string;
  foundAt: Date;
  lng: number;
  lat: number;
  complaints: number;
  category: string | null;
  streetId: string | null;
  unitId: string | null;
};

/** Hotspots that a rule told of and that were still hot when it was looked at last. */
async function readSpots(looking: Looking): Promise<Fact[]> {
  const { tx, districtId, settings, now } = looking;
  const since = new Date(+now - settings.windows.hotspotHours * HOUR_MS);
  const rows = await tx.query<SpotRow>(
    `select a.alarm_id as "alarmId", a.spot_id as "spotId", a.found_at as "foundAt", st_x(a.center) as lng,
       st_y(a.center) as lat, a.complaints, a.category, a.street_id as "streetId", a.unit_id as "unitId"
     from hotspot_alarm a
     join hotspot_watch w on w.district_id = a.district_id and w.rule_id = a.rule_id and w.hot_cells && a.cells
     where a.district_id = $1 and (a.found_at > $2 or a.alarm_id = any($3))
     order by a.found_at desc, a.alarm_id limit ${MOST_FACTS}`,
    [districtId, since, occurrencesOf(looking, "new-hotspot")],
  );
  return rows.map(({ alarmId, spotId, foundAt, lng, lat, complaints, ...about }) => ({
    ...{ kind: "new-hotspot", subject: spotId, occurrence: alarmId, isNews: foundAt > since },
    ...{ happenedAt: foundAt, position: [lng, lat], about: { ...ABOUT, ...about } },
    ...{ stars: null, count: complaints },
  }));
}

/** The first day on which a change of stars is news. */
const downgradesFrom = ({ settings, now, timeZone }: Looking) =>
  localDay(new Date(+now - settings.windows.downgradeDays * DAY_MS), timeZone);

async function readPlaces(
  { tx, districtId }: Looking,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LngLat>> {
  const rows = await tx.query<{ id: string; lng: number; lat: number }>(
    `select facility_id as id, st_x(position) as lng, st_y(position) as lat from facility
     where district_id = $1 and facility_id = any($2) and position is not null
     union all
     select distinct on (street_id) street_id, st_x(st_lineinterpolatepoint(path, 0.5)),
       st_y(st_lineinterpolatepoint(path, 0.5)) from street_edge
     where district_id = $1 and street_id = any($2) order by 1`,
    [districtId, ids],
  );
  return new Map(rows.map(({ id, lng, lat }) => [id, [lng, lat]]));
}

/** Stars given in earnest that were lost, ran out or became fewer, and are still fewer than they were. */
async function readDowngrades(looking: Looking): Promise<Fact[]> {
  const { tx, districtId, now, timeZone } = looking;
  const told = occurrencesOf(looking, "downgrade").map((occurrence) => occurrence.slice(-10));
  const newsFrom = downgradesFrom(looking);
  const from = told.reduce((first, day) => (day < first ? day : first), newsFrom);
  const days = { from, to: localDay(now, timeZone) };
  const lowered = starChanges(await readRatingsAround(tx, districtId, days), days).filter(
    ({ isTrial, before, now: stars }) => !isTrial && before !== null && (stars ?? 0) < before,
  );
  const places = await readPlaces(
    looking,
    lowered.map(({ subjectId }) => subjectId),
  );
  return lowered.map(({ subjectKind, subjectId, on, before, now: stars }) => ({
    ...{ kind: "downgrade", subject: `${subjectKind} ${subjectId}`, isNews: on > newsFrom },
    occurrence: `${subjectKind} ${subjectId}@${on}`,
    happenedAt: instantOf(on, "00:00:00", timeZone),
    position: places.get(subjectId) ?? null,
    about: {
      ...ABOUT,
      facilityId: subjectKind === "facility" ? subjectId : null,
      streetId: subjectKind === "street" ? subjectId : null,
    },
    stars: { before: before ?? 0, after: stars },
    count: 1,
  }));
}

type ClosedRow = {
  facilityId: string;
  lng: number | null;
  lat: number | null;
  closedOn: string | null;
  toldAt: Date | null;
};

/** Facilities that are closed or under repair. When they were closed the trail says, or the register. */
async function readClosed(looking: Looking): Promise<Fact[]> {
  const { tx, districtId, settings, now, timeZone } = looking;
  const since = new Date(+now - settings.windows.closedDays * DAY_MS);
  const rows = await tx.query<ClosedRow>(
    `select f.facility_id as "facilityId", st_x(f.position) as lng, st_y(f.position) as lat, f.closed_on as "closedOn",
       (select a.at from audit a where a.district_id = f.district_id and a.record = 'facility'
          and a.record_id = f.facility_id and a.after->>'status' is not null
        order by a.entry_id desc limit 1) as "toldAt"
     from facility f
     where f.district_id = $1 and f.status in ('closed', 'repair') and f.kind = any($2)
     order by f.facility_id limit ${MOST_FACTS}`,
    [districtId, settings.closedKinds],
  );
  return rows.flatMap(({ facilityId, lng, lat, closedOn, toldAt }) => {
    const happenedAt = toldAt ?? (closedOn ? instantOf(closedOn, "00:00:00", timeZone) : null);
    if (happenedAt === null) return []; // closed as long as anybody knows
    return [
      {
        ...{ kind: "facility-closed" as const, subject: facilityId, isNews: happenedAt > since },
        ...{ occurrence: `${facilityId}@${happenedAt.toISOString()}`, happenedAt },
        position: lng === null || lat === null ? null : ([lng, lat] as const),
        ...{ about: { ...ABOUT, facilityId }, stars: null, count: 1 },
      },
    ];
  });
}

/** Feeds that are silent while data are expected. */
async function readSilent(looking: Looking): Promise<Fact[]> {
  const { tx, districtId, settings, now, timeZone, listeningSince } = looking;
  const feeds = feedsOf(await readArrivals(tx, districtId, now), settings, now, timeZone);
  return feeds.flatMap(({ feed, silentSince, silentMinutes }) => {
    if (silentSince === null || silentMinutes === null) return [];
    return [
      {
        ...{ kind: "feed-silent" as const, subject: feed, occurrence: `${feed}@${silentSince}` },
        isNews: +now - +listeningSince > silentMinutes * 60_000,
        ...{ happenedAt: new Date(silentSince), position: null, stars: null, count: 1 },
        about: { ...ABOUT, feed },
      },
    ];
  });
}

/** All that is so now and that a wall may have to tell. */
export async function readFacts(looking: Looking): Promise<Fact[]> {
  return [
    ...(await readLate(looking)),
    ...(await readSpots(looking)),
    ...(await readDowngrades(looking)),
    ...(await readClosed(looking)),
    ...(await readSilent(looking)),
  ];
}
