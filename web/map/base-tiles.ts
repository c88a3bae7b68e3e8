import { addProtocol, type RequestParameters } from "maplibre-gl";
import type { Basemap } from "./basemap.ts";
import { type Piece, piecesOf } from "./shifted-tile.ts";

/** Reads one tile of a base map; null where it has none. */
type ReadTile = (
  z: number,
  x: number,
  y: number,
  signal: AbortSignal,
) => Promise<ArrayBuffer | null>;

/** What a base map turned out to hold. */
export type BaseTiles = {
  readonly isRaster: boolean;
  readonly maxZoom: number;
  /** The address MapLibre asks: the tile host's own, or ours where tiles are shifted or come from one file. */
  readonly url: string;
};

const PROTOCOL = "base";
const RASTER_SIZE = 256;

/** Gets a configured base map ready; its tiles are shifted on the way to the screen where its datum needs that. */
export async function openBaseTiles(basemap: Basemap): Promise<BaseTiles> {
  const { kind, url, datum } = basemap;
  if (kind !== "pmtiles" && datum === "wgs84")
    return { isRaster: kind === "raster", maxZoom: 18, url };

  const opened =
    kind === "pmtiles"
      ? await openPmtiles(url)
      : { read: readFrom(url), isRaster: kind === "raster", maxZoom: 18 };
  addProtocol(PROTOCOL, async (request: RequestParameters, abort: AbortController) => {
    const [z = 0, x = 0, y = 0] = request.url.slice(`${PROTOCOL}://`.length).split("/").map(Number);
    const pieces = await readPieces(opened.read, z, piecesOf(z, x, y, datum), abort.signal);
    const data = opened.isRaster ? await composed(pieces) : await merged(pieces);
    return { data };
  });
  return { ...opened, url: `${PROTOCOL}://{z}/{x}/{y}` };
}

const readFrom =
  (template: string): ReadTile =>
  async (z, x, y, signal) => {
    const url = template
      .replace("{z}", String(z))
      .replace("{x}", String(x))
      .replace("{y}", String(y))
      .replace("{s}", "abc"[(x + y) % 3]!);
    const response = await fetch(url, { signal });
    if (response.status === 204 || response.status === 404) return null;
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.arrayBuffer();
  };

async function openPmtiles(url: string) {
  const { PMTiles, TileType } = await import("pmtiles");
  const file = new PMTiles(new URL(url, location.origin).href);
  const { tileType, maxZoom } = await file.getHeader();
  const read: ReadTile = async (z, x, y, signal) =>
    (await file.getZxy(z, x, y, signal))?.data ?? null;
  return { read, isRaster: tileType !== TileType.Mvt, maxZoom };
}

async function readPieces(read: ReadTile, z: number, pieces: Piece[], signal: AbortSignal) {
  const found = await Promise.all(
    pieces.map(async (piece) => ({ piece, bytes: await read(z, piece.x, piece.y, signal) })),
  );
  return found.flatMap(({ piece, bytes }) => (bytes ? [{ piece, bytes }] : []));
}

type ReadPieces = Awaited<ReturnType<typeof readPieces>>;

async function composed(pieces: ReadPieces): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(RASTER_SIZE, RASTER_SIZE);
  const draw = canvas.getContext("2d");
  for (const { piece, bytes } of pieces) {
    const image = await createImageBitmap(new Blob([bytes]));
    draw?.drawImage(
      image,
      piece.left * RASTER_SIZE,
      piece.top * RASTER_SIZE,
      RASTER_SIZE,
      RASTER_SIZE,
    );
    image.close();
  }
  return createImageBitmap(canvas);
}

async function merged(pieces: ReadPieces): Promise<ArrayBuffer> {
  const isWhole = pieces.length === 1 && pieces[0]!.piece.left === 0 && pieces[0]!.piece.top === 0;
  if (isWhole) return pieces[0]!.bytes;
  const { mergedTile } = await import("./merged-tile.ts");
  return mergedTile(pieces).slice().buffer;
}
