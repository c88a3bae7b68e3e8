import type { Geometry } from "geojson";
import { latOf, lngOf, worldX, worldY } from "../geo/mercator.ts";
import { linesOf, type Parts, type SimpleGeometry } from "../geo/shape.ts";
import { markImportance } from "../geo/simplify.ts";
import { type Column, columnBuilder, withRoom } from "./column.ts";
import type { LayerRecord, LayerSource } from "./layer.ts";
import { type TextPool, textPoolBuilder } from "./text-pool.ts";

/** GeoJSON types by number; 0 is an unknown place. */
const TYPES = [
  null,
  "Point",
  "MultiPoint",
  "LineString",
  "MultiLineString",
  "Polygon",
  "MultiPolygon",
] as const;

/** Lines and areas of a layer: rows → parts → vertices. */
export type Shapes = {
  /** minX, minY, maxX, maxY of each row, world units. */
  readonly boxes: Uint32Array;
  /** First part of each row; the next row's is its end. */
  readonly partStarts: Uint32Array;
  /** First vertex of each part; the next part's is its end. */
  readonly vertexStarts: Uint32Array;
  /** 1 where a part is a hole in the ring before it. */
  readonly isHole: Uint8Array;
  /** x0, y0, x1, y1… world units. */
  readonly coordinates: Uint32Array;
  readonly importance: Float32Array;
};

/** Records as columns. Arrays may be longer than `length`. */
export type Rows = {
  readonly length: number;
  readonly ids: TextPool;
  readonly columns: readonly Column[];
  /** Geometry type of each row, 0 where the place is unknown, 1 to 6 as in `TYPES`. */
  readonly types: Uint8Array;
  /** World coordinates of points; of lines and areas both are empty. */
  readonly xs: Uint32Array;
  readonly ys: Uint32Array;
  /** null in a layer of points. */
  readonly shapes: Shapes | null;
  /** GeoJSON to seven decimals. */
  geometry(row: number): Geometry | null;
  /** The same taken apart. */
  parts(row: number): Parts;
};

/** Takes in the records of a layer one by one. */
export function rowBuilder(source: LayerSource) {
  const ids = textPoolBuilder();
  const columns = source.columns.map(columnBuilder);
  const shapes = source.geometry === "point" ? null : shapeBuilder();
  let length = 0;
  let types = new Uint8Array(0);
  let xs = new Uint32Array(0);
  let ys = new Uint32Array(0);

  function appendPlace(record: LayerRecord) {
    const geometry = simple(record);
    types = withRoom(types, length + 1);
    types[length] = geometry === null ? 0 : TYPES.indexOf(geometry.type);
    if (shapes) return shapes.append(geometry);
    if (geometry !== null && geometry.type !== "Point")
      throw new TypeError(`${source.id} ${record.id}: expected a Point, got ${geometry.type}`);
    xs = withRoom(xs, length + 1);
    ys = withRoom(ys, length + 1);
    xs[length] = geometry === null ? 0 : worldX(geometry.coordinates[0]!);
    ys[length] = geometry === null ? 0 : worldY(geometry.coordinates[1]!);
  }

  return {
    /** @throws {TypeError} when a value or the geometry is not of the type the layer declares. */
    append(record: LayerRecord) {
      if (record.values.length !== columns.length)
        throw new TypeError(
          `${source.id} ${record.id}: expected ${columns.length} values, got ${record.values.length}`,
        );
      appendPlace(record);
      ids.append(record.id);
      columns.forEach((column, i) => {
        column.append(record.values[i]!);
      });
      length++;
    },
    /** Gives back what was reserved in vain. */
    trim() {
      types = types.slice(0, length);
      xs = xs.slice(0, length);
      ys = ys.slice(0, length);
      for (const part of [ids, ...columns, ...(shapes ? [shapes] : [])]) part.trim();
    },
    /** The rows so far; later appends do not change them. */
    view: (): Rows =>
      rowsView({
        length,
        ids: ids.view(),
        columns: columns.map((column) => column.view()),
        types,
        xs,
        ys,
        shapes: shapes?.view() ?? null,
      }),
    bytes: () =>
      [ids, ...columns, ...(shapes ? [shapes] : [])].reduce((sum, part) => sum + part.bytes(), 0) +
      types.byteLength +
      xs.byteLength +
      ys.byteLength,
  };
}

function simple({ id, geometry }: LayerRecord): SimpleGeometry | null {
  if (geometry === null) return null;
  if (geometry.type === "GeometryCollection")
    throw new TypeError(`${id}: a collection of geometries has no place in a layer`);
  return linesOf(geometry).some((line) => line.length > 0 && line[0]!.length > 1) ? geometry : null;
}

function shapeBuilder() {
  let length = 0;
  let boxes = new Uint32Array(0);
  let partStarts = new Uint32Array(1);
  let vertexStarts = new Uint32Array(1);
  let isHole = new Uint8Array(0);
  let coordinates = new Uint32Array(0);
  let importance = new Float32Array(0);

  function appendPart(line: readonly (readonly number[])[], hole: boolean) {
    const part = partStarts[length + 1]!;
    const first = vertexStarts[part]!;
    const end = first + line.length;
    isHole = withRoom(isHole, part + 1);
    vertexStarts = withRoom(vertexStarts, part + 2);
    coordinates = withRoom(coordinates, 2 * end);
    importance = withRoom(importance, end);
    isHole[part] = Number(hole);
    vertexStarts[part + 1] = end;
    partStarts[length + 1] = part + 1;
    line.forEach((position, i) => {
      const x = worldX(position[0]!);
      const y = worldY(position[1]!);
      coordinates[2 * (first + i)] = x;
      coordinates[2 * (first + i) + 1] = y;
      const box = 4 * length;
      boxes[box] = Math.min(boxes[box]!, x);
      boxes[box + 1] = Math.min(boxes[box + 1]!, y);
      boxes[box + 2] = Math.max(boxes[box + 2]!, x);
      boxes[box + 3] = Math.max(boxes[box + 3]!, y);
    });
    markImportance(coordinates, first, end, importance);
  }

  return {
    append(geometry: SimpleGeometry | null) {
      boxes = withRoom(boxes, 4 * (length + 1));
      boxes.set([0xffffffff, 0xffffffff, 0, 0], 4 * length);
      partStarts = withRoom(partStarts, length + 2);
      partStarts[length + 1] = partStarts[length]!;
      if (geometry?.type === "MultiPolygon")
        for (const polygon of geometry.coordinates)
          polygon.forEach((ring, i) => {
            appendPart(ring, i > 0);
          });
      else if (geometry)
        linesOf(geometry).forEach((line, i) => {
          appendPart(line, geometry.type === "Polygon" && i > 0);
        });
      length++;
    },
    trim() {
      const parts = partStarts[length]!;
      const vertices = vertexStarts[parts]!;
      boxes = boxes.slice(0, 4 * length);
      partStarts = partStarts.slice(0, length + 1);
      vertexStarts = vertexStarts.slice(0, parts + 1);
      isHole = isHole.slice(0, parts);
      coordinates = coordinates.slice(0, 2 * vertices);
      importance = importance.slice(0, vertices);
    },
    view: (): Shapes => ({ boxes, partStarts, vertexStarts, isHole, coordinates, importance }),
    bytes: () =>
      [boxes, partStarts, vertexStarts, isHole, coordinates, importance].reduce(
        (sum, array) => sum + array.byteLength,
        0,
      ),
  };
}

function rowsView(rows: Omit<Rows, "geometry" | "parts">): Rows {
  const { shapes, types, xs, ys } = rows;

  const line = (part: number) => {
    const positions: [number, number][] = [];
    if (!shapes) return positions;
    for (let i = shapes.vertexStarts[part]!; i < shapes.vertexStarts[part + 1]!; i++)
      positions.push([lngOf(shapes.coordinates[2 * i]!), latOf(shapes.coordinates[2 * i + 1]!)]);
    return positions;
  };

  function geometry(row: number): Geometry | null {
    const type = TYPES[types[row]!] ?? null;
    if (type === null) return null;
    if (type === "Point" && !shapes)
      return { type, coordinates: [lngOf(xs[row]!), latOf(ys[row]!)] };
    const first = shapes?.partStarts[row] ?? 0;
    const lines = Array.from({ length: (shapes?.partStarts[row + 1] ?? 0) - first }, (_, i) =>
      line(first + i),
    );
    if (type === "Point") return { type, coordinates: lines[0]![0]! };
    if (type === "MultiPoint") return { type, coordinates: lines.flat() };
    if (type === "LineString") return { type, coordinates: lines[0]! };
    if (type === "MultiLineString" || type === "Polygon") return { type, coordinates: lines };
    const polygons: [number, number][][][] = [];
    lines.forEach((ring, i) => {
      if (shapes?.isHole[first + i] === 1) polygons[polygons.length - 1]?.push(ring);
      else polygons.push([ring]);
    });
    return { type, coordinates: polygons };
  }

  function parts(row: number): Parts {
    if (!shapes)
      return {
        dimension: 1,
        coordinates: types[row] ? [lngOf(xs[row]!), latOf(ys[row]!)] : [],
        starts: types[row] ? [0, 1] : [0],
      };
    const [from, end] = [shapes.partStarts[row]!, shapes.partStarts[row + 1]!];
    const first = shapes.vertexStarts[from]!;
    const count = shapes.vertexStarts[end]! - first;
    const coordinates = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
      coordinates[2 * i] = lngOf(shapes.coordinates[2 * (first + i)]!);
      coordinates[2 * i + 1] = latOf(shapes.coordinates[2 * (first + i) + 1]!);
    }
    const starts = shapes.vertexStarts.slice(from, end + 1).map((start) => start - first);
    const type = types[row]!;
    return { dimension: type < 3 ? 1 : type < 5 ? 2 : 3, coordinates, starts };
  }

  return { ...rows, geometry, parts };
}
