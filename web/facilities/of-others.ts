import type { Selection } from "../map/view.ts";

/** Whether another capability shows what is selected: vehicles are no records of a layer. */
export const isOfOthers = ({ layerId }: Selection) => layerId === "vehicles";
