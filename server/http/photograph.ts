import { createHash } from "node:crypto";
import type sharp from "sharp";
import { type ExifFacts, exifFacts } from "./exif.ts";
import { requirePicture } from "./picture-type.ts";
import { DomainError } from "./problem.ts";

/** A photograph as it is kept: encoded here, so that nothing but its pixels is left of what was sent. */
export type Photograph = {
  /** SHA-256 of the bytes, in hex. */
  readonly photographId: string;
  readonly mediaType: "image/jpeg";
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly bytes: Uint8Array;
  /** JPEG, 320 pixels on its longer side. */
  readonly thumbnail: Uint8Array;
};

/** What may be sent. */
export const GREATEST_UPLOAD_BYTES = 20 * 2 ** 20;
const GREATEST_PIXELS = 50_000_000;

/** What is kept, as the table `photograph` holds it to. */
const GREATEST_BYTES = 2 * 2 ** 20;
const GREATEST_THUMBNAIL_BYTES = 128 * 2 ** 10;
/** Tried in order until one fits: a photograph of leaves needs the second, noise the last. */
const STEPS = [
  { pixels: 2560, quality: 82 },
  { pixels: 2560, quality: 72 },
  { pixels: 2048, quality: 72 },
  { pixels: 1600, quality: 66 },
  { pixels: 1280, quality: 58 },
];
const THUMBNAIL_STEPS = [
  { pixels: 320, quality: 76 },
  { pixels: 320, quality: 50 },
];

/** A decoded photograph takes up to 150 MB: so many at once; `receivePhotograph` bounds who waits. */
const AT_ONCE = 2;
const DECODE_SECONDS = 20;

let decoding = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (decoding >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else decoding++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next)
      next(); // the turn is handed on
    else decoding--;
  }
}

let loading: Promise<typeof sharp> | undefined;

/** Loaded when the first photograph comes: most starts never need it. */
function codec() {
  loading ??= import("sharp").then(({ default: loaded }) => {
    loaded.cache(false);
    loaded.concurrency(1);
    // whatever the first bytes say, no other decoder is ever asked
    loaded.block({ operation: ["VipsForeignLoad"] });
    loaded.unblock({
      operation: ["Jpeg", "Png", "Webp"].map((format) => `VipsForeignLoad${format}Buffer`),
    });
    return loaded;
  });
  return loading;
}

/**
 * Takes a photograph as it was sent and encodes it anew: turned upright, in sRGB, without metadata or anything
 * else a file can carry.
 *
 * @param sent  at most `GREATEST_UPLOAD_BYTES`; JPEG, PNG or WebP by content.
 * @returns the photograph, and what its EXIF said before it was dropped.
 * @throws {DomainError} `media-type-unsupported`, `body-invalid`, `limit-exceeded`.
 */
export async function takePhotograph(
  sent: Uint8Array,
): Promise<{ photograph: Photograph; exif: ExifFacts }> {
  requirePicture(sent);
  const sharp = await codec();
  return inTurn(async () => {
    try {
      return await encoded(sharp, sent);
    } catch (error) {
      if (error instanceof DomainError || error instanceof RangeError) throw error;
      throw new DomainError(
        "body-invalid",
        "The picture is damaged or cut off",
        [{ field: "body", remedy: "a picture that opens whole", rule: "picture-damaged" }],
        { cause: error },
      );
    }
  });
}

async function encoded(codec: typeof sharp, sent: Uint8Array) {
  const { width, height, pages, exif } = await codec(sent, { limitInputPixels: false }).metadata();
  if (width * height > GREATEST_PIXELS)
    throw new DomainError(
      "limit-exceeded",
      `body: ${width} × ${height} pixels, and at most ${GREATEST_PIXELS} are taken`,
      [
        {
          field: "body",
          value: `${width} × ${height}`,
          remedy: `at most ${GREATEST_PIXELS} pixels`,
          rule: "picture-pixels",
          limit: GREATEST_PIXELS,
        },
      ],
    );
  if ((pages ?? 1) > 1)
    throw new DomainError("media-type-unsupported", "body: an animation is not a photograph", [
      { field: "body", value: "animation", remedy: "one picture", rule: "animation" },
    ]);
  const options = { limitInputPixels: GREATEST_PIXELS, failOn: "error", pages: 1 } as const;
  const { data, info } = await codec(sent, options)
    .timeout({ seconds: DECODE_SECONDS })
    .autoOrient()
    .resize(inside(STEPS[0]!.pixels))
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width: across, height: down, channels } = info;
  const raw = { raw: { width: across, height: down, channels } };

  async function fitting(steps: typeof STEPS, greatestBytes: number) {
    for (const { pixels, quality } of steps) {
      const tried = await codec(data, raw)
        .timeout({ seconds: DECODE_SECONDS })
        .resize(inside(pixels))
        .jpeg({ quality, progressive: true })
        .toBuffer({ resolveWithObject: true });
      if (tried.data.length <= greatestBytes) return tried;
    }
    throw new RangeError(`${across} × ${down} pixels do not fit into ${greatestBytes} bytes`);
  }
  const kept = await fitting(STEPS, GREATEST_BYTES);
  const thumbnail = await fitting(THUMBNAIL_STEPS, GREATEST_THUMBNAIL_BYTES);
  const photograph: Photograph = {
    photographId: createHash("sha256").update(kept.data).digest("hex"),
    mediaType: "image/jpeg",
    widthPixels: kept.info.width,
    heightPixels: kept.info.height,
    bytes: kept.data,
    thumbnail: thumbnail.data,
  };
  return { photograph, exif: exif ? exifFacts(exif) : { taken: null, position: null } };
}

const inside = (pixels: number) =>
  ({ width: pixels, height: pixels, fit: "inside", withoutEnlargement: true }) as const;
