import { useCallback, useEffect, useMemo } from "react";
import { useDrawing, usePointed } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { KIND_OF_LAYER } from "./kind-mark.tsx";
import { point, usePointing } from "./pointing.ts";
import { pointedDrawing } from "./record-drawing.ts";

/** Rings on the map what is pointed at in the list, and tells the list what is pointed at on the map. */
export function PointedPlace() {
  const { listed } = usePointing();
  const flavor = useFlavor();
  useDrawing(
    "pointed",
    useMemo(() => (listed ? pointedDrawing(listed, flavor) : null), [listed, flavor]),
  );
  usePointed(
    useCallback(
      (hit) => point({ mappedId: hit && hit.layerId in KIND_OF_LAYER ? hit.id : null }),
      [],
    ),
  );
  useEffect(() => () => point({ mappedId: null }), []);
  return null;
}
