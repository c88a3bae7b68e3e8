/** A dataset that this repository carries or generates. Data of a city comes in through imports and is not listed. */
export type Dataset = {
  readonly id: string;
  /** A file of the repository, or the module that generates it. */
  readonly file: string;
  /** The table it fills, or the schema that checks it. */
  readonly schema: string;
  /** null where nothing has a place. */
  readonly crs: "EPSG:4326" | null;
  readonly licence: string;
  readonly source: string;
};

const OURS = "Apache-2.0";
const FACTS =
  "Facts and figures, not text, of standards and public pages; each value names its own";

/** Tables whose records have a place. */
const WITH_PLACE = [
  "area",
  "street_edge",
  "facility",
  "demand_cell",
  "ground",
  "place",
  "plot",
  "complaint",
];

const generated = (table: string): Dataset => ({
  id: `demo-${table.replaceAll("_", "-")}`,
  file: "data/demo/generate.ts",
  schema: table,
  crs: WITH_PLACE.includes(table) ? "EPSG:4326" : null,
  licence: OURS,
  source: "Invented; what comes from the seed document is said in data/demo/SOURCE.md",
});

const preset = (id: string, schema: string, file = "standards"): Dataset => ({
  id,
  file: `data/standards/${id}.json`,
  schema: `data/${file}.ts ${schema}`,
  crs: null,
  licence: OURS,
  source: FACTS,
});

/** Every dataset: where it is, what it is checked against, its coordinates, its licence, its source. */
export const DATASETS: readonly Dataset[] = [
  ...[
    "district",
    "district_setting",
    "area",
    "street",
    "street_edge",
    "facility",
    "demand_cell",
    "ground",
    "place",
    "plot",
    "complaint",
    "cleaning_route",
    "cleaning_route_edge",
    "rating",
  ].map(generated),
  {
    id: "demo-truths",
    file: "data/demo/truths.json",
    schema: "data/demo/truths.ts Truth",
    crs: "EPSG:4326",
    licence: OURS,
    source: "Written by data/demo/write-truths.ts from the generated district",
  },
  ...["headers", "words", "osm", "osm-land", "highways"].map(
    (name): Dataset => ({
      id: `imports-${name}`,
      file: `data/imports/${name}.json`,
      schema: "server/imports",
      crs: null,
      licence: OURS,
      source: "Written by hand: which words and tags of a file mean what",
    }),
  ),
  preset("coverage-lenses", "LensTable", "coverage-lenses"),
  preset("cleaning-frequencies", "CLEANING_FREQUENCIES"),
  preset("complaint-categories", "COMPLAINT_GROUPS"),
  preset("complaint-deadlines", "COMPLAINT_DEADLINES", "complaint-deadlines"),
  preset("facility-codes", "FACILITY_CODES"),
  preset("quality", "QUALITY_PRESETS"),
];
