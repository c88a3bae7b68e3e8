import type { FeatureCollection } from "geojson";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Atlas } from "../map/atlas.ts";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import type { LngLat } from "../map/geometry.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { type PolygonDrawing, startPolygonDrawing } from "./draw.ts";
import { MAX_CORNERS, type Shape } from "./shape.ts";
import { shapeDrawing } from "./shape-drawing.ts";
import { StepBar, useKeysFirst } from "./step-bar.tsx";
import { words } from "./words.ts";

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

/** The corners of what is on screen: an area for those who do not draw. */
function screenRing({ map }: Atlas): LngLat[] {
  const { clientWidth, clientHeight } = map.getContainer();
  const corners: [number, number][] = [
    [0, clientHeight],
    [clientWidth, clientHeight],
    [clientWidth, 0],
    [0, 0],
  ];
  return corners.map((corner) => {
    const { lng, lat } = map.unproject(corner);
    return [lng, lat];
  });
}

/** Somebody draws an area, corner by corner. */
export function PolygonStep(props: { onDone: (shape: Shape) => void; onCancel: () => void }) {
  const say = useWords(words);
  const atlas = useAtlas();
  const flavor = useFlavor();
  const [features, setFeatures] = useState(NOTHING);
  const [corners, setCorners] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [isTouch] = useState(() => matchMedia("(pointer: coarse)").matches);
  const drawing = useRef<PolygonDrawing | null>(null);
  const done = useRef(props.onDone);
  done.current = props.onDone;
  const latest = useRef({ crosses: "", tooMany: "" });
  latest.current = { crosses: say.crosses, tooMany: say.tooManyCorners(MAX_CORNERS) };

  useEffect(() => {
    if (!atlas) return;
    let set = 0;
    const started = startPolygonDrawing(
      atlas,
      (progress) => {
        setFeatures(progress.features);
        if (progress.corners !== set) setProblem(null);
        set = progress.corners;
        setCorners(set);
      },
      () => setProblem(latest.current.crosses),
      (ring) => {
        if (ring.length > MAX_CORNERS) setProblem(latest.current.tooMany);
        else done.current({ kind: "polygon", ring });
      },
    );
    drawing.current = started;
    return () => started.stop();
  }, [atlas]);

  useDrawing(
    "shape",
    useMemo(() => shapeDrawing(features, flavor), [features, flavor]),
  );
  const undo = () => drawing.current?.undo();
  const finish = () => {
    if (drawing.current && !drawing.current.finish()) setProblem(say.crosses);
  };
  useKeysFirst({ Escape: props.onCancel, Enter: finish, undo, Backspace: undo });

  return (
    <StepBar
      title={corners === 0 ? say.drawing : say.corners(corners)}
      hint={isTouch ? say.drawingTouch : say.drawingHint}
      problem={problem}
    >
      {corners === 0 ? (
        <Button
          icon="map"
          onPress={() => {
            if (atlas) props.onDone({ kind: "polygon", ring: screenRing(atlas) });
          }}
        >
          {say.selectScreen}
        </Button>
      ) : (
        <Button onPress={undo}>{say.undo}</Button>
      )}
      <Button onPress={finish} icon="check" isDisabled={corners < 3}>
        {say.finish}
      </Button>
      <Button onPress={props.onCancel} isQuiet>
        {say.cancel}
      </Button>
    </StepBar>
  );
}
