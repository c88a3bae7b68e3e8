import type { Feature, FeatureCollection } from "geojson";
import {
  type SetCursor,
  TerraDraw,
  type TerraDrawChanges,
  TerraDrawExtend,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  ValidateNotSelfIntersecting,
} from "terra-draw";
import type { Atlas } from "../map/atlas.ts";
import type { LngLat } from "../map/geometry.ts";
import { holdClicks } from "../map/hold-clicks.ts";

/** A drawing in progress. */
export type PolygonDrawing = {
  /** Takes the last corner back. */
  readonly undo: () => void;
  /** Closes the area where it stands; false while it has fewer than three corners or crosses itself. */
  readonly finish: () => boolean;
  readonly stop: () => void;
};

/** What is known while somebody draws. */
export type DrawingProgress = {
  /** Corners set so far. */
  readonly corners: number;
  /** Lines, and corners as points, to be shown. */
  readonly features: FeatureCollection;
};

/** The corners somebody has set: terra-draw keeps the one that follows the pointer at the end of the ring. */
function cornersOf(features: readonly Feature[]): LngLat[] {
  const area = features.find(({ geometry }) => geometry.type === "Polygon");
  if (area?.geometry.type !== "Polygon") return [];
  const count = Number(area.properties?.committedCoordinateCount ?? 0);
  const ring = area.geometry.coordinates[0]!;
  return ring.slice(0, count).map(([lng, lat]) => [lng!, lat!]);
}

/**
 * Lets somebody draw an area on the map, corner by corner, with mouse or finger.
 *
 * The page's own style shows it (`hear` gets what to show), because the map has one owner and a layer it does not
 * know would be lost with the next change of style. Clicks do not reach the records beneath meanwhile.
 *
 * @param hear  Called after each change.
 * @param refused  Called when somebody ends an area whose sides cross; the drawing goes on.
 * @param finished  Called once with the corners, the first not repeated; at least three.
 */
export function startPolygonDrawing(
  atlas: Atlas,
  hear: (progress: DrawingProgress) => void,
  refused: () => void,
  finished: (ring: LngLat[]) => void,
): PolygonDrawing {
  const adapter = new AtlasAdapter(atlas, (features) => {
    hear({
      corners: cornersOf(features).length,
      features: { type: "FeatureCollection", features: [...features] },
    });
  });
  const draw = new TerraDraw({
    adapter,
    modes: [
      new TerraDrawPolygonMode({
        keyEvents: null,
        showCoordinatePoints: true,
        // on the way there sides may cross; at the end they may not
        validation: (feature, { updateType }) => {
          const check =
            updateType === "finish" ? ValidateNotSelfIntersecting(feature) : { valid: true };
          if (!check.valid) queueMicrotask(refused);
          return check;
        },
      }),
    ],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  });
  const release = holdClicks(atlas.map.getContainer());
  const close = (ring: readonly (readonly number[])[]) =>
    finished(ring.slice(0, -1).map(([lng, lat]) => [lng!, lat!]));

  draw.start();
  draw.setMode("polygon");
  draw.on("finish", (id) => {
    const feature = draw.getSnapshotFeature(id);
    if (feature?.geometry.type === "Polygon") close(feature.geometry.coordinates[0]!);
  });
  return {
    undo: () => void (draw.canUndo() && draw.undo()),
    finish: () => {
      const ring = cornersOf(draw.getSnapshot());
      if (ring.length < 3) return false;
      const closed = [...ring, ring[0]!].map(([lng, lat]) => [lng, lat]);
      const check = ValidateNotSelfIntersecting({
        type: "Feature",
        properties: {},
        geometry: { type: "Polygon", coordinates: [closed] },
      });
      if (check.valid) close(closed);
      return check.valid;
    },
    stop: () => {
      draw.stop();
      release();
    },
  };
}

/** terra-draw on the page's map: it reads pointer and projection, and hands back what to show. */
class AtlasAdapter extends TerraDrawExtend.TerraDrawBaseAdapter {
  private readonly map: Atlas["map"];
  private readonly show: (features: readonly Feature[]) => void;

  constructor(atlas: Atlas, show: (features: readonly Feature[]) => void) {
    super({ coordinatePrecision: 6 });
    this.map = atlas.map;
    this.show = show;
  }

  override register(callbacks: TerraDrawExtend.TerraDrawCallbacks) {
    super.register(callbacks);
    this._currentModeCallbacks?.onReady?.();
  }

  override getMapEventElement() {
    return this.map.getCanvas();
  }

  override getLngLatFromEvent(event: PointerEvent | MouseEvent) {
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    return this.unproject(event.clientX - left, event.clientY - top);
  }

  override project(lng: number, lat: number) {
    const { x, y } = this.map.project([lng, lat]);
    return { x, y };
  }

  override unproject(x: number, y: number) {
    const { lng, lat } = this.map.unproject([x, y]);
    return { lng, lat };
  }

  override setCursor(cursor: Parameters<SetCursor>[0]) {
    const { style } = this.map.getCanvas();
    if (cursor === "unset") style.removeProperty("cursor");
    else style.cursor = cursor === "pointer" ? "pointer" : "crosshair";
  }

  override setDraggability(isEnabled: boolean) {
    if (isEnabled) this.map.dragPan.enable();
    else this.map.dragPan.disable();
  }

  override setDoubleClickToZoom(isEnabled: boolean) {
    if (isEnabled) this.map.doubleClickZoom.enable();
    else this.map.doubleClickZoom.disable();
  }

  override render({ created, updated, unchanged }: TerraDrawChanges) {
    // terra-draw's features are GeoJSON with an id of its own kind
    this.show([...created, ...updated, ...unchanged] as Feature[]);
  }

  override clear() {
    this._currentModeCallbacks?.onClear();
    this.show([]);
  }
}
