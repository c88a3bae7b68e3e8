import type { Geometry } from "geojson";
import type { Queryable } from "./database.ts";

/** A name in both languages; zh-CN is what the user sees first. */
export type Title = { readonly zh: string; readonly en: string };

/** A property of a layer, as filters, tiles, tables, exports and OGC see it. */
export type LayerColumn = {
  /** camelCase with its unit, the same on the wire everywhere, e.g. `lengthMeters`. */
  readonly name: string;
  readonly title: Title;
  /** `date` is a local day `YYYY-MM-DD`, `instant` an ISO 8601 time with zone. */
  readonly type: "text" | "integer" | "number" | "boolean" | "date" | "instant";
  /** Tiles carry it, so that styles can use it; keep these few. */
  readonly isInTiles?: boolean;
  /** Few distinct values: the legend counts by it. */
  readonly isClass?: boolean;
  /** Titles of the values of a class, by value, in legend order. */
  readonly values?: Readonly<Record<string, Title>>;
};

/** A column in one line. */
export const layerColumn = (
  name: string,
  type: LayerColumn["type"],
  zh: string,
  en: string,
  more: Partial<LayerColumn> = {},
): LayerColumn => ({ name, type, title: { zh, en }, ...more });

/** What a record is called in both languages. */
export const NAME_COLUMNS: readonly LayerColumn[] = [
  layerColumn("name", "text", "名称", "Name", { isInTiles: true }),
  layerColumn("nameEn", "text", "英文名称", "English name", { isInTiles: true }),
];

/** One record of a layer as its reader gives it. */
export type LayerRecord = {
  readonly id: string;
  /** GeoJSON, WGS 84 [lng, lat]; null when the place is unknown (counted, never drawn). */
  readonly geometry: Geometry | null;
  /** One value per column, in the order of `columns`. */
  readonly values: readonly (string | number | boolean | null)[];
};

/**
 * A geo-layer a capability offers. The snapshot is read once, kept in typed arrays, and follows `kinds` in the
 * change log; tiles, counts, lists, exports and OGC all answer from it, so that one number is the same everywhere.
 */
export type LayerSource = {
  /** kebab-case plural, in URLs: `toilets`, `transfer-stations`, `streets`. */
  readonly id: string;
  readonly title: Title;
  readonly geometry: "point" | "line" | "polygon";
  /** Who may see it before signing in. */
  readonly audience: "public" | "staff";
  /**
   * Kinds of the change log that concern it. The first is the records' own, its ids are theirs: those records are read
   * again. A change of another kind, e.g. `rating`, reads the whole layer again.
   */
  readonly kinds: readonly string[];
  readonly columns: readonly LayerColumn[];
  /** Titles of values that a district has of its own, by column. They are read with the whole layer. */
  readTitles?(
    tx: Queryable,
    districtId: string,
  ): Promise<Readonly<Record<string, LayerColumn["values"]>>>;
  /** Some value is worked out for the local day, e.g. stars in force: the layer is read again when the day changes. */
  readonly dependsOnToday?: boolean;
  /** Columns that say when a record holds: `from` inclusive, `to` exclusive; null is unbounded. */
  readonly validity?: { readonly from: string; readonly to: string };
  /** The column of a happening's local day: the time filter and OGC `datetime` use it. */
  readonly day?: string;
  /** Below this zoom point layers are drawn as counts per H3 cell; lines and polygons are left out below it. */
  readonly detailFromZoom: number;
  /**
   * Reads every record, or those of `ids`; an id that is not returned has been deleted.
   *
   * @param tx  a transaction held to the district by row-level security.
   */
  read(tx: Queryable, districtId: string, ids: readonly string[] | null): Promise<LayerRecord[]>;
};

type Scalar = string | number | boolean | null;

/** What a section says: figures to show large, facts one a line, and a table. */
export type PageContent = {
  readonly figures?: readonly {
    readonly label: Title;
    readonly value: number;
    readonly unit?: Title | null;
    /** 口径: what was counted, and over which period. */
    readonly definition: Title;
  }[];
  /** `shown` is the title of a coded value. */
  readonly facts?: readonly {
    readonly label: Title;
    readonly value: Scalar;
    readonly shown?: Title | null;
  }[];
  readonly table?: {
    readonly columns: readonly {
      readonly name: string;
      readonly title: Title;
      readonly values?: Readonly<Record<string, Title>>;
    }[];
    readonly rows: readonly Readonly<Record<string, Scalar>>[];
    /** Rows there are; the table may hold fewer. */
    readonly total: number;
  };
  /** Pages of the application that say more; each begins with `/`. */
  readonly links?: readonly { readonly label: Title; readonly path: string }[];
};

/** What a page is about. */
export type PageSubject = { readonly kind: "facility" | "street"; readonly id: string };

/** A section of a facility's or street's page (一厕一档, 一站一档, 一路一档), contributed by a capability. */
export type PageSection = {
  readonly id: string;
  readonly title: Title;
  /** It is for whoever may read what is not public, and for nobody else. */
  readonly isInternal?: boolean;
  /**
   * @param today  The district's local day.
   * @returns null when the section has nothing to do with the subject.
   */
  read(
    tx: Queryable,
    districtId: string,
    subject: PageSubject,
    today: string,
  ): Promise<PageContent | null>;
};
