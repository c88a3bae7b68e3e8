import proj4 from "proj4";
import { fromChineseDatum } from "./datum.ts";

/** A position in degrees. Longitude first, everywhere. */
type LngLat = readonly [lng: number, lat: number];

/** A coordinate reference system a file may use. */
export type Crs = {
  /** `wgs84`, `gcj02`, `bd09` or `EPSG:n`. */
  readonly id: string;
  /** In words, for people. */
  readonly title: string;
  /** Coordinates are degrees; otherwise metres. */
  readonly isGeographic: boolean;
  /** @param position  East (or longitude) first, whatever the registered axis order says. */
  toWgs84(position: readonly [east: number, north: number]): LngLat;
};

const geographic = (id: string, title: string, toWgs84: Crs["toWgs84"] = ([x, y]) => [x, y]) => ({
  id,
  title,
  isGeographic: true,
  toWgs84,
});

function projected(id: string, title: string, definition: string): Crs {
  const converter = proj4(definition, "WGS84");
  return {
    id,
    title,
    isGeographic: false,
    toWgs84: ([east, north]) => {
      const [lng, lat] = converter.forward([east, north]);
      return [lng!, lat!];
    },
  };
}

/** A Gauss–Krüger zone of CGCS2000. Its ellipsoid is GRS 80 to 0.1 mm; the datum is WGS 84's to under a metre. */
function gaussKruger(id: string, widthDegrees: 3 | 6, meridian: number, zone: number | null): Crs {
  const prefix = zone === null ? "without zone prefix" : `zone ${zone}`;
  return projected(
    id,
    `CGCS2000 ${widthDegrees}° Gauss–Krüger, ${prefix}, central meridian ${meridian}°E`,
    `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${(zone ?? 0) * 1e6 + 5e5} +y_0=0 +ellps=GRS80 +units=m`,
  );
}

/** Systems whose datum differs from WGS 84 by tens of metres, in a way that is not public. */
const OLD_DATUM = /xian|西安|beijing[_ ]?(19)?54|北京\s*54|pulkovo|krasovsky/i;

/**
 * Which coordinate reference system an EPSG code names.
 *
 * @param code  CGCS2000: 4490 (degrees), 4491–4501 and 4502–4512 (6° zones with and without prefix), 4513–4533 and
 *   4534–4554 (3° zones). Also 4326, 3857 and UTM on WGS 84 (326nn, 327nn) and ETRS89 (258nn), and 2154 (France).
 * @returns null when the code is not among them.
 * @see EPSG registry, areas of use and parameters of the codes named.
 */
export function crsOfEpsg(code: number): Crs | null {
  const id = `EPSG:${code}`;
  if (code === 4326 || code === 4979) return geographic(id, "WGS 84, degrees");
  if (code === 4490 || code === 4480) return geographic(id, "CGCS2000, degrees");
  if (code === 4258) return geographic(id, "ETRS89, degrees");
  if (code === 3857 || code === 900913) {
    return projected(id, "Web Mercator", "EPSG:3857");
  }
  if (code >= 4491 && code <= 4501) {
    const zone = code - 4491 + 13;
    return gaussKruger(id, 6, zone * 6 - 3, zone);
  }
  if (code >= 4502 && code <= 4512) return gaussKruger(id, 6, 75 + (code - 4502) * 6, null);
  if (code >= 4513 && code <= 4533) {
    const zone = code - 4513 + 25;
    return gaussKruger(id, 3, zone * 3, zone);
  }
  if (code >= 4534 && code <= 4554) return gaussKruger(id, 3, 75 + (code - 4534) * 3, null);
  if (code === 2154) {
    const lambert =
      "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m";
    return projected(id, "RGF93 / Lambert-93", lambert);
  }
  const [hundred, zone] = [Math.floor(code / 100), code % 100];
  if (zone < 1 || zone > 60 || ![326, 327, 258].includes(hundred)) return null;
  const ellipsoid = hundred === 258 ? "GRS80" : "WGS84";
  const south = hundred === 327 ? " +south" : "";
  return projected(
    id,
    `UTM zone ${zone}${south ? "S" : "N"}`,
    `+proj=utm +zone=${zone}${south} +ellps=${ellipsoid} +units=m`,
  );
}

/**
 * Which coordinate reference system a name means: `wgs84`, `gcj02`, `bd09`, `EPSG:n`, or a URN of one.
 *
 * @returns null when it is not known.
 */
export function crsOf(name: string): Crs | null {
  const key = name.trim().toLowerCase();
  if (key === "wgs84" || /crs:?84$/.test(key)) return geographic("wgs84", "WGS 84, degrees");
  if (key === "gcj02" || key === "gcj-02") {
    return geographic("gcj02", "GCJ-02 (Amap, Tencent)", (at) => fromChineseDatum(at, "gcj02"));
  }
  if (key === "bd09" || key === "bd-09") {
    return geographic("bd09", "BD-09 (Baidu)", (at) => fromChineseDatum(at, "bd09"));
  }
  if (key === "cgcs2000") return crsOfEpsg(4490);
  const code = /^(?:epsg:+|.*epsg(?::|\/)[^:/]*(?::|\/))?(\d{4,6})$/.exec(key)?.[1];
  return code ? crsOfEpsg(Number(code)) : null;
}

const numberOf = (text: string, pattern: RegExp) => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

/**
 * Which coordinate reference system the WKT of a `.prj` file means.
 *
 * @returns the system, or in words why its coordinates cannot be converted.
 */
export function crsOfWkt(wkt: string): Crs | string {
  if (OLD_DATUM.test(wkt)) {
    return "Xi'an 1980 and Beijing 1954 need local parameters that are not public: convert the file to CGCS2000 first";
  }
  const isProjected = /PROJCS|PROJCRS/i.test(wkt);
  const axis = numberOf(wkt, /(?:SPHEROID|ELLIPSOID)\s*\[\s*"[^"]*"\s*,\s*([\d.]+)/i);
  const code = numberOf(
    wkt,
    /(?:AUTHORITY\s*\[\s*"EPSG"\s*,\s*"(\d+)"\s*\]|ID\["EPSG",(\d+)\])\s*\]\s*$/i,
  );
  const named = code === null ? null : crsOfEpsg(code);
  if (named) return named;
  if (axis === null || Math.abs(axis - 6378137) > 0.5) {
    return `its ellipsoid (${axis ?? "not given"}) is neither WGS 84's nor CGCS2000's: convert the file first`;
  }
  if (!isProjected) return geographic("EPSG:4326", "degrees, from the .prj file");
  if (
    /Transverse_Mercator|Gauss_Kruger/i.test(wkt) &&
    /CGCS_?2000|China_2000|China Geodetic/i.test(wkt)
  ) {
    return cgcsOfParameters(wkt);
  }
  try {
    return projected("prj", wkt.slice(0, 120).replaceAll(/\s+/g, " "), wkt);
  } catch {
    return "its projection is not known here: convert the file to EPSG:4490 or EPSG:4326 first";
  }
}

/** A CGCS2000 zone from its false easting and central meridian. */
function cgcsOfParameters(wkt: string): Crs | string {
  const easting = numberOf(wkt, /False_Easting"\s*,\s*(-?[\d.]+)/i);
  const meridian = numberOf(wkt, /Central_Meridian"\s*,\s*(-?[\d.]+)/i);
  if (easting === null || meridian === null) {
    return "its false easting or central meridian is missing: give --crs EPSG:n";
  }
  const zone = Math.floor(easting / 1e6);
  return (
    zonesOf(meridian, zone > 0 ? zone : null)[0] ??
    `no CGCS2000 zone has central meridian ${meridian}° and false easting ${easting}`
  );
}

/** The CGCS2000 zones with this central meridian, by zone number if one is prefixed, else both widths. */
function zonesOf(meridian: number, zone: number | null): Crs[] {
  const codes =
    zone === null
      ? [4534 + (meridian - 75) / 3, 4502 + (meridian - 75) / 6]
      : zone >= 25
        ? [4513 + zone - 25]
        : [4491 + zone - 13];
  return codes
    .filter((code) => Number.isInteger(code))
    .map(crsOfEpsg)
    .filter((crs) => crs !== null)
    .filter((crs) => crs.title.endsWith(` ${meridian}°E`));
}

/** What the size of coordinates says about their system. */
export type CrsGuess =
  | { readonly crs: Crs; readonly isSwapped: boolean; readonly why: string }
  | { readonly crs: null; readonly isSwapped: boolean; readonly why: string };

/**
 * Which coordinate reference system coordinates are in, by their magnitude alone.
 *
 * Degrees are taken as WGS 84: no magnitude tells GCJ-02 from it, so a file of a Chinese map needs to be told.
 *
 * @param pairs  A sample of pairs, first and second as the file orders them.
 * @returns the system and whether the pairs are north first, or why it cannot be known.
 */
export function guessCrs(pairs: readonly (readonly [number, number])[]): CrsGuess {
  const medianOf = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const first = medianOf(pairs.map(([a]) => Math.abs(a)));
  const second = medianOf(pairs.map(([, b]) => Math.abs(b)));
  if (first <= 180 && second <= 180) {
    const isSwapped = second > 90 && first <= 90;
    return { crs: crsOf("wgs84")!, isSwapped, why: "degrees by their size" };
  }
  const isSwapped = isNorthing(first) && (isPrefixed(second) || isPlainEasting(second));
  const [east, north] = isSwapped ? [second, first] : [first, second];
  if (isNorthing(north) && isPrefixed(east)) {
    const zone = Math.floor(east / 1e6);
    const crs = crsOfEpsg(zone >= 25 ? 4513 + zone - 25 : 4491 + zone - 13)!;
    return { crs, isSwapped, why: `eastings begin with zone ${zone}` };
  }
  if (isNorthing(north) && isPlainEasting(east)) {
    return {
      crs: null,
      isSwapped,
      why: "eastings carry no zone: give --crs EPSG:4534 … EPSG:4554 (3° zones, central meridian 75°, 78°, … 135°) or EPSG:4502 … EPSG:4512 (6°)",
    };
  }
  return {
    crs: null,
    isSwapped,
    why: `coordinates near ${first}, ${second} fit no known system: give --crs`,
  };
}

const isNorthing = (metres: number) => metres >= 3e5 && metres <= 6.5e6;
const isPlainEasting = (metres: number) => metres >= 1.2e5 && metres <= 8.8e5;
const isPrefixed = (metres: number) => {
  const zone = Math.floor(metres / 1e6);
  return (zone >= 13 && zone <= 23) || (zone >= 25 && zone <= 45);
};
