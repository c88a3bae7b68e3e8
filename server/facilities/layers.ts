import {
  FACILITY_KIND_TITLES,
  FACILITY_LAYERS,
  FACILITY_STATUS_TITLES,
  FACILITY_STATUSES,
  type FacilityKind,
  STATION_CLASSES,
  stationClassOf,
} from "../../data/facility.ts";
import type { Value } from "../store/column.ts";
import {
  type LayerColumn,
  type LayerSource,
  layerColumn,
  NAME_COLUMNS,
  type Title,
} from "../store/layer.ts";
import { ratingInForce } from "../store/rating.ts";

/** A row of the register, as `READ` gives it. */
type FacilityRow = {
  id: string;
  lng: number | null;
  lat: number | null;
  code: string;
  name: string;
  name_en: string | null;
  status: string;
  address: string | null;
  owner: string | null;
  manager: string | null;
  opened_on: string | null;
  closed_on: string | null;
  verified_on: string | null;
  attributes: Record<string, unknown>;
  stars: number | null;
  stars_to: string | null;
};

/** A column of one kind, and where its value is. */
type KindColumn = LayerColumn & { readonly of: (attributes: Record<string, unknown>) => Value };

const READ = `
  select f.facility_id as id, st_x(f.position) as lng, st_y(f.position) as lat, f.code, f.name, f.name_en,
    f.status, f.address, f.owner, f.manager, f.opened_on, f.closed_on, f.verified_on, f.attributes,
    r.stars, r.valid_to as stars_to
  from facility f
  join district d on d.district_id = f.district_id
  left join lateral ${ratingInForce({
    ...{ district: "f.district_id", kind: "'facility'", id: "f.facility_id" },
    day: "(now() at time zone d.time_zone)::date",
  })} r on true
  where f.district_id = $1 and f.kind = $2 and ($3::text[] is null or f.facility_id = any ($3))`;

/** Titles of stars, the best first. A rating of no star is not an absence of a rating. */
export const STAR_TITLES: Readonly<Record<string, Title>> = {
  "5": { zh: "五星", en: "Five stars" },
  "4": { zh: "四星", en: "Four stars" },
  "3": { zh: "三星", en: "Three stars" },
  "2": { zh: "二星", en: "Two stars" },
  "1": { zh: "一星", en: "One star" },
  "0": { zh: "无星", en: "No star" },
};

const ratedKinds: readonly FacilityKind[] = ["toilet", "transfer_station"];

const commonColumns = (kind: FacilityKind): LayerColumn[] => [
  layerColumn("code", "text", "编号", "Code"),
  ...NAME_COLUMNS,
  layerColumn("status", "text", "状态", "Status", {
    isInTiles: true,
    isClass: true,
    values: Object.fromEntries(
      FACILITY_STATUSES.map((status) => [status, FACILITY_STATUS_TITLES[status]]),
    ),
  }),
  layerColumn("stars", "integer", "星级", "Stars", {
    isInTiles: true,
    isClass: ratedKinds.includes(kind),
    values: STAR_TITLES,
  }),
  layerColumn("starsValidTo", "date", "星级有效至", "Stars valid until"),
  layerColumn("address", "text", "地址", "Address"),
  layerColumn("owner", "text", "产权单位", "Owner"),
  layerColumn("manager", "text", "管理单位", "Manager"),
  layerColumn("openedOn", "date", "启用日期", "Opened on"),
  layerColumn("closedOn", "date", "停用日期", "Closed on"),
  layerColumn("verifiedOn", "date", "核实日期", "Verified on"),
];

const attribute = (
  name: string,
  type: "text" | "integer" | "number" | "boolean",
  zh: string,
  en: string,
  more: Partial<LayerColumn> = {},
): KindColumn => {
  const expected = type === "text" ? "string" : type === "boolean" ? "boolean" : "number";
  return {
    ...layerColumn(name, type, zh, en, more),
    of: (attributes) => {
      const value = attributes[name];
      return typeof value === expected ? (value as Value) : null; // its type was just compared
    },
  };
};

const hours = attribute("hours", "text", "开放时间", "Hours");

/** What each kind records besides; the names are those of data/facility.ts. */
const KIND_COLUMNS: Record<FacilityKind, readonly KindColumn[]> = {
  transfer_station: [
    {
      ...layerColumn("stationClass", "text", "类别", "Class", {
        isInTiles: true,
        isClass: true,
        values: Object.fromEntries(
          STATION_CLASSES.map((name) => [
            name,
            name === "collection"
              ? { zh: "收集站", en: "Collection station" }
              : {
                  zh: `转运站${"ⅠⅡⅢⅣⅤ"[["I", "II", "III", "IV", "V"].indexOf(name)]}类`,
                  en: `Transfer station ${name}`,
                },
          ]),
        ),
      }),
      of: ({ tonnesPerDay }) =>
        typeof tonnesPerDay === "number" && tonnesPerDay > 0 ? stationClassOf(tonnesPerDay) : null,
    },
    attribute("tonnesPerDay", "number", "设计规模（吨/日）", "Design throughput, t/d"),
    attribute("hasCompaction", "boolean", "压缩", "Compaction"),
    attribute("siteSquareMeters", "number", "占地（平方米）", "Site, m²"),
    hours,
  ],
  toilet: [
    attribute("toiletClass", "text", "类别", "Class", {
      isClass: true,
      values: {
        "1": { zh: "一类", en: "Class 1" },
        "2": { zh: "二类", en: "Class 2" },
        "3": { zh: "三类", en: "Class 3" },
      },
    }),
    attribute("stallsMale", "integer", "男厕位", "Places for men"),
    attribute("stallsFemale", "integer", "女厕位", "Places for women"),
    attribute("isAccessible", "boolean", "无障碍", "Accessible"),
    attribute("hasThirdBathroom", "boolean", "第三卫生间", "Family and care room"),
    attribute("hasFee", "boolean", "收费", "Fee"),
    hours,
  ],
  bin: [
    attribute("volumeLiters", "number", "容积（升）", "Volume, L"),
    attribute("isSorted", "boolean", "分类", "Sorted", { isClass: true }),
    attribute("material", "text", "材质", "Material"),
  ],
  collection_point: [
    attribute("containers", "integer", "容器数", "Containers"),
    attribute("volumeLiters", "number", "总容积（升）", "Total volume, L"),
    attribute("isSorted", "boolean", "分类", "Sorted", { isClass: true }),
  ],
  rest_stop: [
    attribute("seats", "integer", "座位", "Seats"),
    attribute("hasWater", "boolean", "饮水", "Drinking water"),
    attribute("hasToilet", "boolean", "厕所", "Toilet"),
    hours,
  ],
  depot: [
    attribute("vehiclePlaces", "integer", "车位", "Vehicle places"),
    attribute("siteSquareMeters", "number", "占地（平方米）", "Site, m²"),
  ],
};

/** From which zoom each is drawn one by one: few and important ones early, litter bins only near. */
const DETAIL_FROM_ZOOM: Record<FacilityKind, number> = {
  transfer_station: 9,
  toilet: 11,
  bin: 15,
  collection_point: 12,
  rest_stop: 12,
  depot: 9,
};

function facilityLayer(kind: FacilityKind): LayerSource {
  const own = KIND_COLUMNS[kind];
  return {
    id: FACILITY_LAYERS[kind],
    title: FACILITY_KIND_TITLES[kind],
    geometry: "point",
    audience: "public",
    kinds: ["facility", "rating"],
    dependsOnToday: true,
    columns: [...commonColumns(kind), ...own.map(({ of: _of, ...rest }) => rest)],
    validity: { from: "openedOn", to: "closedOn" },
    detailFromZoom: DETAIL_FROM_ZOOM[kind],
    async read(tx, districtId, ids) {
      const rows = await tx.query<FacilityRow>(READ, [districtId, kind, ids]);
      return rows.map((row) => ({
        id: row.id,
        geometry:
          row.lng === null || row.lat === null
            ? null
            : { type: "Point", coordinates: [row.lng, row.lat] },
        values: [
          row.code,
          row.name,
          row.name_en,
          row.status,
          row.stars,
          row.stars_to,
          row.address,
          row.owner,
          row.manager,
          row.opened_on,
          row.closed_on,
          row.verified_on,
          ...own.map(({ of }) => of(row.attributes)),
        ],
      }));
    },
  };
}

/** The register's layers, one a kind, with the stars in force today. */
export const facilityLayers: readonly LayerSource[] = (
  ["transfer_station", "toilet", "bin", "collection_point", "rest_stop", "depot"] as const
).map(facilityLayer);
