import { lazy, Suspense, useEffect, useRef } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { useEditSession } from "./edit-session.ts";
import { isOfOthers } from "./of-others.ts";
import { useSelecting, useSetLinked } from "./params.ts";
import { usePointing } from "./pointing.ts";

const PolygonStep = lazy(() =>
  import("./polygon-step.tsx").then((module) => ({ default: module.PolygonStep })),
);
const StreetStep = lazy(() =>
  import("./street-step.tsx").then((module) => ({ default: module.StreetStep })),
);
const RecordHighlight = lazy(() =>
  import("./record-highlight.tsx").then((module) => ({ default: module.RecordHighlight })),
);
const PointedPlace = lazy(() =>
  import("./pointed-place.tsx").then((module) => ({ default: module.PointedPlace })),
);
const EditOverMap = lazy(() =>
  import("./edit-over-map.tsx").then((module) => ({ default: module.EditOverMap })),
);
const Chosen = lazy(() => import("./chosen.tsx").then((module) => ({ default: module.Chosen })));

/**
 * What this capability shows on the map: the record that is selected, and the shape somebody draws, step by step. The
 * link says which. Nothing is fetched before there is one.
 */
export function Selecting() {
  const [selecting, choose] = useSelecting();
  useForgetting();
  const { view } = useView();
  const mayEdit = useMay("facilities.edit");
  const mayVerify = useMay("facilities.verify");
  // what is being typed outlives the end of a session: who signs in again goes on with it
  const { isCreating, moving } = useEditSession();
  const { isListed } = usePointing();
  const isOpen = isCreating || moving !== null;
  const leave = () => choose({ step: "none" });
  return (
    <Suspense fallback={null}>
      {view.selection && !isOfOthers(view.selection) && <RecordHighlight />}
      {isListed && <PointedPlace />}
      {(mayEdit || mayVerify || isOpen) && (
        <Suspense fallback={null}>
          <EditOverMap />
        </Suspense>
      )}
      {selecting.step === "none" ? null : selecting.step === "chosen" ? (
        <Chosen shape={selecting.shape} onClear={leave} />
      ) : selecting.tool === "polygon" ? (
        <PolygonStep onDone={(shape) => choose({ step: "chosen", shape })} onCancel={leave} />
      ) : (
        <StreetStep onDone={(shape) => choose({ step: "chosen", shape })} onCancel={leave} />
      )}
    </Suspense>
  );
}

/** Another district has other streets and areas: what belonged to the last one leaves the link. */
function useForgetting() {
  const { view } = useView();
  const { districtId } = view.district;
  const set = useSetLinked();
  const shown = useRef(districtId);
  useEffect(() => {
    if (shown.current === districtId) return;
    shown.current = districtId;
    set({ shape: undefined, area: undefined });
  }, [districtId, set]);
}
