import type { FeatureCollection } from "geojson";
import { useEffect, useMemo, useRef, useState } from "react";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { type PolygonDrawing, startPolygonDrawing } from "./draw.ts";
import { MAX_CORNERS, type Shape } from "./shape.ts";
import { shapeDrawing } from "./shape-drawing.ts";
import { StepBar, useKeysFirst } from "./step-bar.tsx";
import { words } from "./words.ts";

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

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
  const tooMany = useRef("");
  tooMany.current = say.tooManyCorners(MAX_CORNERS);

  useEffect(() => {
    if (!atlas) return;
    const started = startPolygonDrawing(
      atlas,
      (progress) => {
        setFeatures(progress.features);
        setCorners(progress.corners);
        setProblem(null);
      },
      (ring) => {
        if (ring.length > MAX_CORNERS) setProblem(tooMany.current);
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
      <Button onPress={undo} isDisabled={corners === 0}>
        {say.undo}
      </Button>
      <Button onPress={finish} icon="check" isDisabled={corners < 3}>
        {say.finish}
      </Button>
      <Button onPress={props.onCancel} isQuiet>
        {say.cancel}
      </Button>
    </StepBar>
  );
}
