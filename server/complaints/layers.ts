import Flatbush from "flatbush";
import { COMPLAINT_CATEGORIES, COMPLAINT_CHANNELS } from "../../data/standards.ts";
import { bboxAround } from "../geo/bbox.ts";
import { nearestOnLine } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import { type LayerSource, layerColumn, type Title } from "../store/layer.ts";
import { readCategoryTitles } from "./category-settings.ts";

/** A public position stands on a street at most this far from the place that was reported. */
export const GREATEST_SHIFT_METERS = 100;

const titles = (coded: readonly { readonly id: string; readonly title: Title }[]) =>
  Object.fromEntries(coded.map(({ id, title }) => [id, title]));

const channelTitles = titles(COMPLAINT_CHANNELS);

const READ = `
  select c.complaint_id as id, st_x(c.position) as lng, st_y(c.position) as lat, c.category, c.channel, c.occurred_on,
    s.name as street, c.facility_id
  from complaint c
  left join street s on s.district_id = c.district_id and s.street_id = c.street_id
  where c.district_id = $1 and not c.is_confidential and ($2::text[] is null or c.complaint_id = any ($2))`;

/** Streets in the box around the complaints that are read, and 0.01 degrees more. */
const READ_STREETS = `
  select st_asgeojson(path, 7)::json -> 'coordinates' as path from street_edge
  where district_id = $1 and path && (
    select st_setsrid(st_expand(st_extent(position)::geometry, 0.01), 4326) from complaint
    where district_id = $1 and ($2::text[] is null or complaint_id = any ($2))
  )`;

type ComplaintRow = {
  id: string;
  lng: number | null;
  lat: number | null;
  category: string | null;
  channel: string | null;
  occurred_on: string;
  street: string | null;
  facility_id: string | null;
};

/**
 * Where a complaint may be shown to everybody.
 *
 * The nearest place on a street within 100 m, so that a street is told and a door is not; where there is no street,
 * the position to three decimals (about 100 m).
 *
 * @param streets  Lines in degrees.
 */
export function publicPosition(streets: readonly (readonly LngLat[])[]) {
  const tree = streets.length > 0 ? new Flatbush(streets.length) : null;
  for (const line of streets) {
    const lngs = line.map(([lng]) => lng);
    const lats = line.map(([, lat]) => lat);
    tree?.add(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats));
  }
  tree?.finish();

  return ([lng, lat]: LngLat): LngLat => {
    const near = tree?.search(...bboxAround([lng, lat], GREATEST_SHIFT_METERS)) ?? [];
    let best: LngLat | null = null;
    let leastMeters = GREATEST_SHIFT_METERS;
    for (const item of near) {
      const found = nearestOnLine([lng, lat], streets[item]!);
      if (!found || found.distanceMeters > leastMeters) continue;
      leastMeters = found.distanceMeters;
      best = found.position;
    }
    return best ?? [Math.round(lng * 1000) / 1000, Math.round(lat * 1000) / 1000];
  };
}

async function readStreets(tx: Queryable, districtId: string, ids: readonly string[] | null) {
  const rows = await tx.query<{ path: [number, number][] }>(READ_STREETS, [districtId, ids]);
  return rows.map(({ path }) => path);
}

/** What citizens said and where, without words, numbers or reporters, on the street and not at the door. */
export const complaintLayers: readonly LayerSource[] = [
  {
    id: "complaints",
    title: { zh: "投诉", en: "Complaints" },
    geometry: "point",
    audience: "public",
    kinds: ["complaint", "street_edge", "district_setting"],
    day: "occurredOn",
    detailFromZoom: 14,
    columns: [
      layerColumn("category", "text", "类别", "Category", {
        isInTiles: true,
        isClass: true,
        values: titles(COMPLAINT_CATEGORIES), // and what a district calls them
      }),
      layerColumn("channel", "text", "渠道", "Channel", { isClass: true, values: channelTitles }),
      layerColumn("occurredOn", "date", "发生日期", "Occurred on", { isInTiles: true }),
      layerColumn("street", "text", "道路", "Street"),
      layerColumn("facilityId", "text", "设施标识", "Facility id"),
    ],
    readTitles: async (tx, districtId) => ({ category: await readCategoryTitles(tx, districtId) }),
    async read(tx, districtId, ids) {
      const rows = await tx.query<ComplaintRow>(READ, [districtId, ids]);
      const toPublic = publicPosition(await readStreets(tx, districtId, ids));
      return rows.map((row) => ({
        id: row.id,
        geometry:
          row.lng === null || row.lat === null
            ? null
            : { type: "Point", coordinates: [...toPublic([row.lng, row.lat])] },
        values: [row.category, row.channel, row.occurred_on, row.street, row.facility_id],
      }));
    },
  },
];
