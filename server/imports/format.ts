import { ImportFailure } from "./failure.ts";
import { unzip } from "./zip.ts";

/** What a file is, by its content. */
export type FileFormat =
  | "osm-pbf"
  | "geojson"
  | "csv"
  | "xlsx"
  | "shapefile"
  | "shapefile-zip"
  | "geopackage"
  | "kml"
  | "kmz";

/** What each extension promises. */
const PROMISES: Readonly<Record<string, readonly FileFormat[]>> = {
  pbf: ["osm-pbf"],
  geojson: ["geojson"],
  json: ["geojson"],
  geojsonl: ["geojson"],
  geojsonseq: ["geojson"],
  csv: ["csv"],
  tsv: ["csv"],
  txt: ["csv"],
  xlsx: ["xlsx"],
  xlsm: ["xlsx"],
  shp: ["shapefile"],
  zip: ["shapefile-zip", "kmz", "xlsx"],
  gpkg: ["geopackage"],
  kml: ["kml"],
  kmz: ["kmz"],
};

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString("latin1");

/**
 * What a file is.
 *
 * The content decides; an extension that promises something else is refused, because whoever sent the file meant
 * another one or saved it wrongly.
 *
 * @param name  the file's name, for its extension.
 * @throws {ImportFailure} when the content is nothing that can be imported, or not what the extension promises.
 */
export function formatOf(bytes: Uint8Array, name: string): FileFormat {
  if (bytes.length === 0) throw new ImportFailure(`${name} is empty.`);
  const format = formatOfContent(bytes, name);
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const promised = PROMISES[extension];
  if (promised && !promised.includes(format)) {
    throw new ImportFailure(
      `${name} is called .${extension} but contains ${format}: rename it, or save it as .${extension} again.`,
    );
  }
  return format;
}

function formatOfContent(bytes: Uint8Array, name: string): FileFormat {
  const head = ascii(bytes, 0, 4096);
  if (head.startsWith("PK\u0003\u0004")) return formatOfZip(bytes, name);
  if (head.startsWith("SQLite format 3\0")) return "geopackage";
  if (head.startsWith("\0\0\u0027\u000a")) return "shapefile";
  if (head.startsWith("\0\0") && head.startsWith("\n\tOSMHeader", 4)) return "osm-pbf";
  const refusal = REFUSED.find(({ starts }) => starts.some((start) => head.startsWith(start)));
  if (refusal) throw new ImportFailure(`${name} ${refusal.why}.`);
  const text = head.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (["{", "[", "\u001e"].includes(text[0] ?? "")) return "geojson";
  if (text.startsWith("<")) {
    if (/<kml[\s>]/.test(text)) return "kml";
    throw new ImportFailure(`${name} is XML, but not KML: save it as KML, GeoJSON or CSV.`);
  }
  const isUtf16 = /^(\u00ff\u00fe|\u00fe\u00ff)/.test(head) || /^([^\0]\0){4}/.test(head);
  if (head.includes("\0") && !isUtf16) {
    throw new ImportFailure(
      `${name} is in no format known here: give CSV, XLSX, GeoJSON, Shapefile, GeoPackage, KML or OSM PBF.`,
    );
  }
  return "csv";
}

const REFUSED = [
  { starts: ["\u00d0\u00cf\u0011\u00e0"], why: "is an old .xls workbook: save it as .xlsx" },
  { starts: ["\u001f\u008b"], why: "is compressed by gzip: unpack it first" },
  { starts: ["BZh"], why: "is compressed by bzip2: unpack it first" },
  { starts: ["%PDF"], why: "is a PDF: ask for the table behind it as CSV or XLSX" },
  { starts: ["\u0089PNG", "\u00ff\u00d8\u00ff", "GIF8"], why: "is an image" },
  { starts: ["Rar!"], why: "is a RAR archive: unpack it first" },
  { starts: ["7z\u00bc\u00af"], why: "is a 7z archive: unpack it first" },
];

function formatOfZip(bytes: Uint8Array, name: string): FileFormat {
  const names: string[] = [];
  unzip(bytes, (entry) => {
    names.push(entry);
    return false;
  });
  if (names.includes("xl/workbook.xml")) return "xlsx";
  if (names.some((entry) => /\.shp$/i.test(entry))) return "shapefile-zip";
  if (names.some((entry) => /\.kml$/i.test(entry))) return "kmz";
  throw new ImportFailure(`${name} is an archive without a shapefile, workbook or KML in it.`);
}
