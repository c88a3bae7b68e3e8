import { sharedValue } from "../ui/shared-value.ts";

/** What the next click on the map sets; null: a click is a click. */
const placing = sharedValue<"site" | "barrier" | null>(null);

/** Says what the next click on the map sets. */
export const setPlacing = placing.set;
export const usePlacing = () => placing.use();
