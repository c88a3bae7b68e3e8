import {
  type GeoJSONSource,
  type MapGeoJSONFeature,
  Map as MapLibre,
  type MapMouseEvent,
  type StyleSpecification,
  setWorkerUrl,
  VectorTileSource,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Language } from "../ui/language.ts";
import { GROUND_KINDS, GROUND_SOURCE } from "./base.ts";
import type { Camera } from "./camera.ts";
import type { Bbox, LngLat } from "./geometry.ts";
import { Overlay, type OverlayLayers } from "./overlay.ts";
import type { Flavor } from "./palette.ts";
import { type BaseDrawing, type Drawing, styleOf } from "./style.ts";
import {
  drawHatch,
  drawSymbol,
  hatchName,
  parseSymbolName,
  SYMBOL_PIXEL_RATIO,
} from "./symbols.ts";

setWorkerUrl(workerUrl);

/** What the page, not a capability, decides about the map. */
export type Setting = {
  readonly flavor: Flavor;
  readonly language: Language;
  readonly districtId: string;
  readonly base: BaseDrawing | null;
};

/** A record somebody pointed at. `layerId` is the server's. */
export type Hit = {
  readonly layerId: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly position: LngLat;
};

const MIN_ZOOM = 3;
const MAX_ZOOM = 20;
/** A canvas is as wide as the widest wall; MapLibre's own limit would draw it coarsely. */
const MAX_CANVAS: [number, number] = [8192, 8192];
/** A finger is wider than a cursor: how far around a click is still a hit, in pixels. */
const HIT_TOLERANCE = 5;

/**
 * The one owner of the map on screen: MapLibre, and deck.gl above it once something needs it.
 *
 * Capabilities hand it drawings under a name of their own and take them back; it alone decides what the style is,
 * so that a change is a difference between two styles and the camera stays.
 */
export class Atlas {
  readonly map: MapLibre;
  /** Who draws images that are fetched later, by the first word of their names: put there before a drawing asks for one. */
  readonly painters = new Map<string, (name: string) => ImageData | null>();
  private readonly drawingByName = new Map<string, Drawing>();
  private readonly overlay: Overlay;
  private setting: Setting;
  private isQueued = false;

  constructor(container: HTMLElement, setting: Setting, camera: Camera | Bbox) {
    this.setting = setting;
    const isBox = Array.isArray(camera);
    this.map = new MapLibre({
      container,
      style: this.style(),
      // MapLibre's own tuples are mutable
      ...(isBox
        ? {
            bounds: [...(camera as Bbox)] as [number, number, number, number],
            fitBoundsOptions: { padding: 24 },
          }
        : toMapLibre(camera as Camera)),
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      attributionControl: false,
      dragRotate: true,
      maxPitch: 60,
      fadeDuration: 150,
      localIdeographFontFamily: false,
      maxCanvasSize: MAX_CANVAS,
    });
    this.map.setMissingStyleImageResolver((name) => this.resolveImage(name));
    this.map.touchZoomRotate.enableRotation();
    this.map.getCanvas().setAttribute("aria-roledescription", "map");
    this.overlay = new Overlay(this.map);
  }

  /** Takes what the page decides: theme, language, district, base map. */
  set(setting: Setting) {
    this.setting = setting;
    this.queue();
  }

  /** Shows a drawing under a name, in place of the last one of that name. */
  draw(name: string, drawing: Drawing) {
    const last = this.drawingByName.get(name);
    this.drawingByName.set(name, drawing);
    if (!last || this.isQueued || !this.pour(last, drawing)) this.queue();
  }

  /**
   * Puts other features into the sources of a drawing that is otherwise the same, without comparing whole styles: what
   * follows a slider comes many times a second.
   *
   * @returns whether that was all there was to do.
   */
  private pour({ sources, layers }: Drawing, next: Drawing): boolean {
    if (JSON.stringify(layers) !== JSON.stringify(next.layers)) return false;
    const poured = Object.entries(next.sources).map(([id, after]) => {
      const before = sources[id];
      const source = this.map.getSource<GeoJSONSource>(id);
      return before?.type === "geojson" && after.type === "geojson" && source
        ? () => before.data === after.data || source.setData(after.data)
        : null;
    });
    if (poured.includes(null)) return false;
    for (const pour of poured) pour!();
    return true;
  }

  /** Takes a drawing back. */
  erase(name: string) {
    if (this.drawingByName.delete(name)) this.queue();
  }

  /** Shows deck.gl layers under a name; deck.gl is fetched with the first, and only then. @returns once deck.gl has them. */
  drawOver(name: string, layers: OverlayLayers | null): Promise<void> {
    return this.overlay.set(name, layers);
  }

  /** The record under the pointer, the topmost first; null on open ground. */
  hitAt(point: { x: number; y: number }): Hit | null {
    const picked = this.pickable();
    const layers = [...picked.keys()].filter((id) => this.map.getLayer(id));
    if (layers.length === 0) return null;
    const found: MapGeoJSONFeature | undefined = this.map.queryRenderedFeatures(
      [
        [point.x - HIT_TOLERANCE, point.y - HIT_TOLERANCE],
        [point.x + HIT_TOLERANCE, point.y + HIT_TOLERANCE],
      ],
      { layers },
    )[0];
    if (!found) return null;
    const { picks, pickBy } = picked.get(found.layer.id)!;
    const id: unknown = found.properties[pickBy] ?? found.properties.id;
    if (id === undefined || id === null) return null;
    const { lng, lat } = this.map.unproject([point.x, point.y]);
    const position: LngLat =
      found.geometry.type === "Point" && found.geometry.coordinates.length >= 2
        ? [found.geometry.coordinates[0]!, found.geometry.coordinates[1]!]
        : [lng, lat];
    return {
      layerId: picks,
      id: String(id),
      properties: found.properties,
      position,
    };
  }

  /** Asks again for tiles that show changed kinds of record; what is drawn stays until the new ones are there. */
  refreshKinds(changed: ReadonlySet<string>) {
    const isConcerned = (kinds: readonly string[]) =>
      changed.has("all") || kinds.some((kind) => changed.has(kind));
    const ids = [...this.drawingByName.values()]
      .filter(({ kinds = [] }) => isConcerned(kinds))
      .flatMap(({ sources }) => Object.keys(sources));
    if (isConcerned(GROUND_KINDS)) ids.push(GROUND_SOURCE);
    for (const id of new Set(ids)) {
      const type = this.map.getSource(id)?.type;
      if (type === "vector") this.map.refreshTiles(id);
    }
  }

  /** Calls back as the pointer moves, at most once a frame: with the record under it, or with null. */
  onPoint(hear: (hit: Hit | null) => void): () => void {
    let frame = 0;
    const heard = (event: MapMouseEvent) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const hit = this.map.isMoving() ? null : this.hitAt(event.point);
        this.map.getCanvas().style.cursor = hit ? "pointer" : "";
        hear(hit);
      });
    };
    const left = () => {
      cancelAnimationFrame(frame);
      hear(null);
    };
    this.map.on("mousemove", heard);
    this.map.on("mouseout", left);
    return () => {
      cancelAnimationFrame(frame);
      this.map.off("mousemove", heard);
      this.map.off("mouseout", left);
    };
  }

  /** Where a place is on screen now, in pixels of the map. */
  project(position: LngLat): { x: number; y: number } {
    const { x, y } = this.map.project([position[0], position[1]]);
    return { x, y };
  }

  /** Calls back on each click or tap: with the record hit, or with null. */
  onHit(hear: (hit: Hit | null) => void): () => void {
    const heard = (event: MapMouseEvent) => hear(this.hitAt(event.point));
    this.map.on("click", heard);
    return () => this.map.off("click", heard);
  }

  camera(): Camera {
    const { lng, lat } = this.map.getCenter();
    return {
      center: [lng, lat],
      zoom: this.map.getZoom(),
      bearing: this.map.getBearing(),
      pitch: this.map.getPitch(),
    };
  }

  /** Moves to a camera at once; a camera that is already there moves nothing. */
  look(camera: Camera) {
    this.map.jumpTo(toMapLibre(camera));
  }

  /** Moves to a place so that it is seen, no farther out than one already is: beside the drawer, on a telephone above the sheet over the map. */
  goTo(position: LngLat, zoom = 16) {
    this.map.easeTo({
      center: [position[0], position[1]],
      zoom: Math.max(zoom, this.map.getZoom()),
      offset: [-this.coveredAtRight() / 2, -this.coveredPixels() / 2],
      duration: 500,
    });
  }

  /** How much of the map's lower end lies under what stands over it. */
  private coveredPixels(): number {
    const { left, width, top, bottom, height } = this.map.getContainer().getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, bottom - 2)?.closest(".work, .drawer");
    const from = over?.getBoundingClientRect().top ?? bottom;
    const isBeside = over?.matches(".drawer") && from <= top + 2;
    return isBeside ? 0 : Math.min(Math.max(0, bottom - from), height * 0.7);
  }

  /** How much of the map's right side lies under the drawer; on a telephone that lies over its lower end. */
  private coveredAtRight(): number {
    const { right, top, left, width } = this.map.getContainer().getBoundingClientRect();
    const over = document.elementFromPoint(right - 2, top + 2)?.closest(".drawer");
    const from = over?.getBoundingClientRect().left ?? right;
    return from > left + 2 ? Math.min(right - from, width * 0.7) : 0;
  }

  /** Shows the whole of a box. */
  fit(bbox: Bbox) {
    this.map.fitBounds([bbox[0], bbox[1], bbox[2], bbox[3]], { padding: 32, duration: 500 });
  }

  /** The picture on screen as a PNG data URL, drawn in the same breath: the buffer is not kept. */
  picture(): string {
    this.map.redraw();
    return this.map.getCanvas().toDataURL("image/png");
  }

  destroy() {
    this.map.remove();
  }

  private pickable() {
    const slotted = [...this.drawingByName.values()].flatMap((drawing) => drawing.layers);
    return new Map(
      slotted.flatMap(({ layer, picks, pickBy = "id" }) =>
        picks ? [[layer.id, { picks, pickBy }] as const] : [],
      ),
    );
  }

  private style() {
    return styleOf({
      ...this.setting,
      origin: location.origin,
      drawings: [...this.drawingByName.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, drawing]) => drawing),
    });
  }

  /** Several changes in one task are one new style. */
  private queue() {
    if (this.isQueued) return;
    this.isQueued = true;
    queueMicrotask(() => {
      this.isQueued = false;
      const next = this.style();
      this.moveTiles(next);
      this.map.setStyle(next, { diff: true });
      this.overlay.restore();
    });
  }

  /**
   * Gives map sources their new tile addresses in place: as a difference between styles, the source and all of its
   * layers would be taken away and blink.
   */
  private moveTiles(next: StyleSpecification) {
    for (const [id, specification] of Object.entries(next.sources)) {
      if (specification.type !== "vector" || !specification.tiles) continue;
      const source = this.map.getSource(id);
      if (!(source instanceof VectorTileSource)) continue;
      const isSame = source.tiles?.join() === specification.tiles.join();
      if (!isSame) source.setTiles(specification.tiles);
    }
  }

  private resolveImage(name: string) {
    if (this.map.hasImage(name)) return;
    const key = parseSymbolName(name);
    const image = key
      ? drawSymbol(key)
      : name.startsWith("hatch|")
        ? drawHatch(name === hatchName("dark") ? "dark" : "light")
        : this.painters.get(name.split("|")[0]!)?.(name);
    if (image) this.map.addImage(name, image, { pixelRatio: SYMBOL_PIXEL_RATIO });
  }
}

const toMapLibre = ({ center, zoom, bearing, pitch }: Camera) => ({
  center: [center[0], center[1]] as [number, number], // MapLibre's tuple is mutable
  zoom,
  bearing,
  pitch,
});
