import type { Geometry } from "geojson";
import { PLACE_KIND_TITLES, PLACE_KINDS } from "../../data/place.ts";
import { LAND_USE_CODES, LAND_USE_TITLES, LAND_USES } from "../../data/plot.ts";
import { type LayerSource, layerColumn, NAME_COLUMNS } from "../store/layer.ts";

type PlaceRow = {
  id: string;
  lng: number;
  lat: number;
  kind: string;
  name: string;
  name_en: string | null;
};

/** Where people work or gather. */
const places: LayerSource = {
  id: "places",
  title: { zh: "工作与公共场所", en: "Places" },
  geometry: "point",
  audience: "public",
  kinds: ["place"],
  detailFromZoom: 13,
  columns: [
    layerColumn("kind", "text", "类别", "Kind", {
      isInTiles: true,
      isClass: true,
      values: Object.fromEntries(PLACE_KINDS.map((kind) => [kind, PLACE_KIND_TITLES[kind]])),
    }),
    ...NAME_COLUMNS,
  ],
  async read(tx, districtId, ids) {
    const rows = await tx.query<PlaceRow>(
      `select place_id as id, st_x(position) as lng, st_y(position) as lat, kind, name, name_en
       from place where district_id = $1 and ($2::text[] is null or place_id = any ($2))`,
      [districtId, ids],
    );
    return rows.map((row) => ({
      id: row.id,
      geometry: { type: "Point", coordinates: [row.lng, row.lat] },
      values: [row.kind, row.name, row.name_en],
    }));
  },
};

type PlotRow = {
  id: string;
  geometry: Geometry;
  code: string;
  name: string | null;
  name_en: string | null;
  land_use: string;
  is_available: boolean;
  usable_area_square_meters: number | null;
  cost_yuan: number | null;
};

/** What land is used for and what of it may be built on. Whose it is and what neighbours say is not published. */
const plots: LayerSource = {
  id: "plots",
  title: { zh: "地块", en: "Plots" },
  geometry: "polygon",
  audience: "public",
  kinds: ["plot"],
  detailFromZoom: 11,
  columns: [
    layerColumn("code", "text", "编号", "Code"),
    ...NAME_COLUMNS,
    layerColumn("landUse", "text", "用地性质", "Land use", {
      isInTiles: true,
      isClass: true,
      values: Object.fromEntries(
        LAND_USES.map((use) => {
          const { zh, en } = LAND_USE_TITLES[use];
          const code = LAND_USE_CODES[use];
          return [use, { zh: `${code} ${zh}`, en: `${code} ${en}` }];
        }),
      ),
    }),
    layerColumn("isAvailable", "boolean", "可建设", "May be built on", {
      isInTiles: true,
      isClass: true,
    }),
    layerColumn("usableAreaSquareMeters", "number", "可用面积（平方米）", "Usable area, m²"),
    layerColumn("costYuan", "number", "用地费用（元）", "Cost of the land, yuan"),
  ],
  async read(tx, districtId, ids) {
    const rows = await tx.query<PlotRow>(
      `select plot_id as id, st_asgeojson(shape, 7)::json as geometry, code, name, name_en, land_use, is_available,
         usable_area_square_meters, cost_yuan
       from plot where district_id = $1 and ($2::text[] is null or plot_id = any ($2))`,
      [districtId, ids],
    );
    return rows.map((row) => ({
      id: row.id,
      geometry: row.geometry,
      values: [
        row.code,
        row.name,
        row.name_en,
        row.land_use,
        row.is_available,
        row.usable_area_square_meters,
        row.cost_yuan,
      ],
    }));
  },
};

/** Whom facilities are for, and where one may be built. */
export const landLayers: readonly LayerSource[] = [places, plots];
