import { kml } from "@tmcw/togeojson";
import { DOMParser } from "@xmldom/xmldom";
import { crsOf } from "../geo/crs.ts";
import { ImportFailure, shown } from "./failure.ts";
import { geometryOf } from "./geometry.ts";
import { type ReadOptions, type SourceTable, tableOfObjects } from "./source.ts";
import { decodeText } from "./text.ts";

/** A document tree takes about 20 times its text. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Styling that KML mixes among the properties. */
const STYLING = /^(styleUrl|styleHash|styleMapHash|stroke|fill|icon|visibility|label)/;

/** Reads the placemarks of a KML document. KML is WGS 84 by its standard; `--crs` says otherwise for Chinese maps. */
export function readKml(bytes: Uint8Array, options: ReadOptions): SourceTable {
  if (bytes.length > MAX_BYTES) {
    throw new ImportFailure("The KML document is larger than 64 MB: save it as GeoJSON.", {
      reason: "limit",
    });
  }
  const { text, encoding } = decodeText(bytes, options.encoding);
  const objects = kml(parseXml(text)).features.map(({ geometry, properties }, i) => {
    const row = i + 1;
    const found = geometryOf(geometry);
    const own = Object.entries(properties ?? {}).filter(([name]) => !STYLING.test(name));
    const named = { row, properties: Object.fromEntries(own) };
    if (typeof found !== "string") return { ...named, geometry: found };
    const fault = {
      row,
      field: "geometry",
      value: shown(geometry),
      remedy: `Correct it: ${found}.`,
    };
    return { ...named, geometry: null, fault };
  });
  if (objects.length === 0) throw new ImportFailure("The KML document holds no placemark.");
  return { ...tableOfObjects(objects), crs: crsOf("wgs84"), detected: { encoding } };
}

function parseXml(text: string) {
  try {
    return new DOMParser({
      onError: (level, message) => {
        if (level !== "warning") throw new Error(message);
      },
    }).parseFromString(text, "text/xml");
  } catch (error) {
    throw new ImportFailure(
      `The KML document is not well-formed XML: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
      { cause: error },
    );
  }
}
