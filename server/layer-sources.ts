import { cleaningLayers } from "./cleaning/layers.ts";
import { complaintLayers } from "./complaints/layers.ts";
import { facilityLayers } from "./facilities/layers.ts";
import { groundLayers } from "./layers/ground.ts";
import { landLayers } from "./layers/land.ts";
import type { LayerSource } from "./store/layer.ts";

/** Every layer, in the order lists show them. */
export const layerSources: readonly LayerSource[] = [
  ...facilityLayers,
  ...cleaningLayers,
  ...complaintLayers,
  ...groundLayers,
  ...landLayers,
];
