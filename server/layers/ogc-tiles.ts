import type { LayerSource } from "../store/layer.ts";
import { CRS84 } from "./ogc-crs.ts";
import { link, type OgcCollection, type OgcService, propertySchema, REL } from "./ogc-documents.ts";

const MVT = "application/vnd.mapbox-vector-tile";

/** The list of tilesets of a collection: there is one. */
export function tilesetsDocument(service: OgcService, source: LayerSource) {
  const self = `${service.root}/collections/${source.id}/tiles`;
  return {
    links: [link(self, "self")],
    tilesets: [tilesetSummary(service, source)],
  };
}

function tilesetSummary({ root }: OgcService, source: LayerSource) {
  const self = `${root}/collections/${source.id}/tiles/WebMercatorQuad`;
  return {
    title: `${source.title.zh} · ${source.title.en}`,
    dataType: "vector",
    crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
    tileMatrixSetURI: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    links: [
      link(self, "self"),
      link(`${root}/tileMatrixSets/WebMercatorQuad`, `${REL}/tiling-scheme`),
      {
        ...link(`${self}/{tileMatrix}/{tileRow}/{tileCol}`, "item", MVT),
        templated: true,
      },
      link(`${self}?f=tilejson`, "describedby", "application/json", "TileJSON"),
    ],
  };
}

/** One tileset with its extent and the layers within a tile. */
export function tilesetDocument(service: OgcService, { source, bbox }: OgcCollection) {
  const fields = source.columns.filter((column) => column.isInTiles);
  return {
    ...tilesetSummary(service, source),
    ...(bbox
      ? {
          boundingBox: {
            lowerLeft: [bbox[0], bbox[1]],
            upperRight: [bbox[2], bbox[3]],
            crs: CRS84.uri,
          },
        }
      : {}),
    layers: [
      {
        id: source.id,
        dataType: "vector",
        geometryDimension: { point: 0, line: 1, polygon: 2 }[source.geometry],
        propertiesSchema: {
          type: "object",
          properties: Object.fromEntries(
            fields.map((column) => [column.name, propertySchema(column)]),
          ),
        },
      },
    ],
  };
}

/** TileJSON 3.0 of a collection, whose template is the one of OGC API – Tiles. */
export function tilejsonDocument(service: OgcService, { source, bbox }: OgcCollection) {
  const fields = source.columns.filter((column) => column.isInTiles);
  return {
    tilejson: "3.0.0",
    name: `${source.title.zh} · ${source.title.en}`,
    tiles: [`${service.root}/collections/${source.id}/tiles/WebMercatorQuad/{z}/{y}/{x}`],
    minzoom: 0,
    maxzoom: GREATEST_ZOOM,
    ...(bbox ? { bounds: bbox } : {}),
    vector_layers: [
      {
        id: source.id,
        fields: Object.fromEntries(fields.map((column) => [column.name, column.title.en])),
        minzoom: source.detailFromZoom,
      },
    ],
  };
}

/** Tiles are made down to this zoom. */
const GREATEST_ZOOM = 22;

/** The one tiling scheme. */
export function tileMatrixSets({ root }: OgcService) {
  return {
    links: [link(`${root}/tileMatrixSets`, "self")],
    tileMatrixSets: [
      {
        id: "WebMercatorQuad",
        title: "Google Maps Compatible for the World",
        uri: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
        links: [link(`${root}/tileMatrixSets/WebMercatorQuad`, "self")],
      },
    ],
  };
}

/** Half the width of the world in EPSG:3857, meters. */
const HALF_WORLD_METERS = 20_037_508.342_789_244;

/** WebMercatorQuad. @see OGC 17-083r4, Two Dimensional Tile Matrix Set 2.0, annex D.1. */
export function webMercatorQuad() {
  return {
    id: "WebMercatorQuad",
    title: "Google Maps Compatible for the World",
    uri: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
    wellKnownScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
    orderedAxes: ["X", "Y"],
    tileMatrices: Array.from({ length: GREATEST_ZOOM + 1 }, (_, zoom) => {
      const cellSize = (2 * HALF_WORLD_METERS) / 256 / 2 ** zoom;
      return {
        id: String(zoom),
        scaleDenominator: cellSize / 0.00028, // a pixel is 0.28 mm, as the standard has it
        cellSize,
        cornerOfOrigin: "topLeft",
        pointOfOrigin: [-HALF_WORLD_METERS, HALF_WORLD_METERS],
        tileWidth: 256,
        tileHeight: 256,
        matrixWidth: 2 ** zoom,
        matrixHeight: 2 ** zoom,
      };
    }),
  };
}
