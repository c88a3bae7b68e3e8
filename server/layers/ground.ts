import type { Geometry } from "geojson";
import { cellToBoundary } from "h3-js";
import { type LayerColumn, type LayerSource, layerColumn, NAME_COLUMNS } from "../store/layer.ts";

/** Residents and day-time people, one record an H3 cell. */
const residents: LayerSource = {
  id: "residents",
  title: { zh: "人口", en: "Residents" },
  geometry: "polygon",
  audience: "public",
  kinds: ["demand_cell"],
  detailFromZoom: 10,
  columns: [
    layerColumn("residents", "number", "居住人口", "Residents", { isInTiles: true }),
    layerColumn("daytime", "number", "日间人口", "People by day", { isInTiles: true }),
  ],
  async read(tx, districtId, ids) {
    const rows = await tx.query<{ cell: string; residents: number; daytime: number }>(
      `select cell, residents::float8 as residents, daytime::float8 as daytime from demand_cell
       where district_id = $1 and ($2::text[] is null or cell = any ($2))`,
      [districtId, ids],
    );
    return rows.map(({ cell, residents, daytime }) => ({
      id: cell,
      geometry: { type: "Polygon", coordinates: [cellToBoundary(cell, true)] },
      values: [residents, daytime],
    }));
  },
};

type AreaRow = {
  id: string;
  geometry: Geometry;
  level: string;
  code: string;
  name: string;
  name_en: string | null;
  parent_id: string | null;
  valid_from: string;
  valid_to: string | null;
};

/** Areas of every level with the days they held. */
const areas: LayerSource = {
  id: "areas",
  title: { zh: "区域", en: "Areas" },
  geometry: "polygon",
  audience: "public",
  kinds: ["area"],
  validity: { from: "validFrom", to: "validTo" },
  detailFromZoom: 0,
  columns: [
    layerColumn("level", "text", "层级", "Level", {
      isInTiles: true,
      isClass: true,
      values: {
        district: { zh: "区县", en: "District" },
        subdistrict: { zh: "街道", en: "Subdistrict" },
        community: { zh: "社区", en: "Community" },
        grid: { zh: "单元网格", en: "Grid cell" },
        responsibility: { zh: "责任区", en: "Responsibility zone" },
        fee: { zh: "收费区", en: "Fee zone" },
      },
    }),
    layerColumn("code", "text", "编码", "Code", { isInTiles: true }),
    ...NAME_COLUMNS,
    layerColumn("parentId", "text", "上级", "Parent"),
    layerColumn("validFrom", "date", "生效日期", "Valid from"),
    layerColumn("validTo", "date", "失效日期", "Valid to"),
  ],
  async read(tx, districtId, ids) {
    const rows = await tx.query<AreaRow>(
      `select area_id as id, st_asgeojson(boundary, 7)::json as geometry, level, code, name, name_en, parent_id,
         valid_from, valid_to
       from area where district_id = $1 and ($2::text[] is null or area_id = any ($2))`,
      [districtId, ids],
    );
    return rows.map((row) => ({
      id: row.id,
      geometry: row.geometry,
      values: [
        row.level,
        row.code,
        row.name,
        row.name_en,
        row.parent_id,
        row.valid_from,
        row.valid_to,
      ],
    }));
  },
};

type GroundLayer = {
  readonly id: string;
  readonly title: LayerSource["title"];
  readonly geometry: LayerSource["geometry"];
  /** Kinds of the table `ground` it shows. */
  readonly groundKinds: readonly string[];
  readonly detailFromZoom: number;
  readonly columns: readonly LayerColumn[];
};

type GroundRow = {
  id: string;
  geometry: Geometry;
  kind: string;
  name: string | null;
  name_en: string | null;
};

const groundKind = (values: NonNullable<LayerColumn["values"]>) =>
  layerColumn("kind", "text", "类型", "Kind", { isInTiles: true, isClass: true, values });

const groundLayer = ({ groundKinds, columns, ...layer }: GroundLayer): LayerSource => ({
  ...layer,
  audience: "public",
  kinds: ["ground"],
  columns,
  async read(tx, districtId, ids) {
    const rows = await tx.query<GroundRow>(
      `select ground_id as id, st_asgeojson(shape, 7)::json as geometry, kind, name, name_en
       from ground where district_id = $1 and kind = any ($2) and ($3::text[] is null or ground_id = any ($3))`,
      [districtId, groundKinds, ids],
    );
    const wordOf = (row: GroundRow, column: string) =>
      column === "kind" ? row.kind : column === "name" ? row.name : row.name_en;
    return rows.map((row) => ({
      id: row.id,
      geometry: row.geometry,
      values: columns.map((column) => wordOf(row, column.name)),
    }));
  },
});

/** What the map stands on, from below to above: ground, areas, people. */
export const groundLayers: readonly LayerSource[] = [
  groundLayer({
    id: "water",
    title: { zh: "水域", en: "Water" },
    geometry: "polygon",
    groundKinds: ["water", "river"],
    detailFromZoom: 6,
    columns: [
      groundKind({
        water: { zh: "湖塘", en: "Standing water" },
        river: { zh: "河流", en: "River" },
      }),
      ...NAME_COLUMNS,
    ],
  }),
  groundLayer({
    id: "green",
    title: { zh: "绿地", en: "Green" },
    geometry: "polygon",
    groundKinds: ["green"],
    detailFromZoom: 9,
    columns: NAME_COLUMNS,
  }),
  groundLayer({
    id: "buildings",
    title: { zh: "建筑", en: "Buildings" },
    geometry: "polygon",
    groundKinds: ["building"],
    detailFromZoom: 14,
    columns: NAME_COLUMNS,
  }),
  groundLayer({
    id: "railways",
    title: { zh: "铁路", en: "Railways" },
    geometry: "line",
    groundKinds: ["railway"],
    detailFromZoom: 9,
    columns: NAME_COLUMNS,
  }),
  areas,
  residents,
];
