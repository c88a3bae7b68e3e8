/** When a camera's clock says a photograph was taken. */
export type CameraTime = {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM:SS`. */
  readonly time: string;
  /** From UTC, as `+08:00`; null where the camera does not say. */
  readonly offset: string | null;
};

/** What of a photograph's EXIF is worth knowing before it is dropped. */
export type ExifFacts = {
  readonly taken: CameraTime | null;
  /** WGS 84. */
  readonly position: readonly [lng: number, lat: number] | null;
};

const NOTHING: ExifFacts = { taken: null, position: null };

/** @see CIPA DC-008-2023 (Exif 3.0), §4.6.4–4.6.8: tags of IFD0, Exif and GPS. */
const TAGS = {
  exif: 0x8769,
  gps: 0x8825,
  taken: 0x9003,
  takenOffset: 0x9011,
  latRef: 1,
  lat: 2,
  lngRef: 3,
  lng: 4,
};
const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const GREATEST_ENTRIES = 512;

/**
 * When and where a photograph says it was taken. It is what its sender wrote: a hint, never a proof.
 *
 * @param bytes  the EXIF block, with or without its `Exif` prefix.
 * @returns null for what is missing, damaged or makes no sense.
 */
export function exifFacts(bytes: Uint8Array): ExifFacts {
  try {
    return readFacts(bytes);
  } catch (error) {
    if (error instanceof RangeError) return NOTHING; // an offset beyond its end
    throw error;
  }
}

type Entry = { readonly type: number; readonly count: number; readonly at: number };

function readFacts(bytes: Uint8Array): ExifFacts {
  const hasPrefix = Buffer.from(bytes.subarray(0, 6)).toString("latin1") === "Exif\0\0";
  const tiff = hasPrefix ? bytes.subarray(6) : bytes;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = view.getUint16(0) === 0x4949;
  if (!isLittle && view.getUint16(0) !== 0x4d4d) return NOTHING;

  function directory(at: number): Map<number, Entry> {
    const count = Math.min(view.getUint16(at, isLittle), GREATEST_ENTRIES);
    return new Map(
      Array.from({ length: count }, (_, index) => {
        const entry = at + 2 + index * 12;
        const type = view.getUint16(entry + 2, isLittle);
        const count = view.getUint32(entry + 4, isLittle);
        const isInline = type === ASCII ? count <= 4 : type === LONG && count === 1;
        const place = isInline ? entry + 8 : view.getUint32(entry + 8, isLittle);
        return [view.getUint16(entry, isLittle), { type, count, at: place }];
      }),
    );
  }
  function below(parent: Map<number, Entry>, tag: number): Map<number, Entry> {
    const entry = parent.get(tag);
    return entry?.type === LONG ? directory(view.getUint32(entry.at, isLittle)) : new Map();
  }
  function text(entry: Entry | undefined): string | null {
    if (entry?.type !== ASCII || entry.count > 64) return null;
    if (entry.at + entry.count > tiff.length) return null;
    const raw = Buffer.from(tiff.subarray(entry.at, entry.at + entry.count)).toString("latin1");
    return raw.split("\0")[0]!.trim();
  }
  function degrees(entry: Entry | undefined): number | null {
    if (entry?.type !== RATIONAL || entry.count !== 3) return null;
    const [whole, minutes, seconds] = [0, 8, 16].map(
      (step) =>
        view.getUint32(entry.at + step, isLittle) / view.getUint32(entry.at + step + 4, isLittle),
    );
    return whole! + minutes! / 60 + seconds! / 3600;
  }

  const first = directory(view.getUint32(4, isLittle));
  const exif = below(first, TAGS.exif);
  const gps = below(first, TAGS.gps);
  const signed = (value: number | null, ref: string | null) =>
    value === null || ref === null ? Number.NaN : /^[SW]/i.test(ref) ? -value : value;
  const lng = signed(degrees(gps.get(TAGS.lng)), text(gps.get(TAGS.lngRef)));
  const lat = signed(degrees(gps.get(TAGS.lat)), text(gps.get(TAGS.latRef)));
  const isPlace = Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && (lng !== 0 || lat !== 0);
  return {
    taken: cameraTime(text(exif.get(TAGS.taken)), text(exif.get(TAGS.takenOffset))),
    position: isPlace ? [lng, lat] : null,
  };
}

/** `2026:03:01 08:09:10` as a day and a time. */
function cameraTime(taken: string | null, offset: string | null): CameraTime | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(taken ?? "");
  if (!parts) return null;
  const [, year, month, date, time] = parts;
  const day = `${year}-${month}-${date}`;
  const instant = new Date(`${day}T${time}Z`);
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(day)) return null;
  return { day, time: time!, offset: /^[-+]\d\d:\d\d$/.test(offset ?? "") ? offset : null };
}
