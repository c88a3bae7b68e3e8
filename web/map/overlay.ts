import type { Layer } from "@deck.gl/core";
import type { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibre } from "maplibre-gl";

/** deck.gl layers, made when deck.gl has arrived: the factory is the only place that imports it. */
export type OverlayLayers = () => Promise<Layer[]>;

/**
 * deck.gl above the map, fetched when the first drawing asks for it and joined to the map only once its style is
 * loaded: before that, deck.gl's layers would lie over everything and `beforeId` would be ignored.
 */
export class Overlay {
  private readonly map: MapLibre;
  private readonly layersByName = new Map<string, Layer[]>();
  private readonly wantedByName = new Map<string, OverlayLayers>();
  private joined: Promise<MapLibreOverlay> | null = null;
  private overlay: MapLibreOverlay | null = null;

  constructor(map: MapLibre) {
    this.map = map;
  }

  /** Shows layers under a name; null takes them back. */
  async set(name: string, layers: OverlayLayers | null) {
    if (layers === null) {
      this.wantedByName.delete(name);
      if (this.layersByName.delete(name)) this.restore();
      return;
    }
    this.wantedByName.set(name, layers);
    this.joined ??= this.join();
    const [made] = await Promise.all([layers(), this.joined]);
    if (this.wantedByName.get(name) !== layers) return; // a newer wish came while deck.gl was on its way
    this.layersByName.set(name, made);
    this.restore();
  }

  /** Puts the layers back in their order; a new style may have taken it. */
  restore() {
    this.overlay?.setProps({ layers: [...this.layersByName.values()].flat() });
  }

  private async join() {
    const [{ MapLibreOverlay }] = await Promise.all([import("@deck.gl/maplibre"), this.isLoaded()]);
    this.overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
    this.map.addControl(this.overlay);
    return this.overlay;
  }

  private isLoaded() {
    return this.map.loaded()
      ? Promise.resolve()
      : new Promise<void>((resolve) => void this.map.once("idle", () => resolve()));
  }
}
