import { lazy, Suspense, useCallback, useState } from "react";
import { useMay } from "../api/session.ts";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { CopyLink } from "./copy-link.tsx";
import { useSelecting } from "./params.ts";
import { words } from "./words.ts";

const ExportDialog = lazy(() =>
  import("./export-dialog.tsx").then((module) => ({ default: module.ExportDialog })),
);
const PrintSheet = lazy(() =>
  import("./print-sheet.tsx").then((module) => ({ default: module.PrintSheet })),
);
const CreateFacility = lazy(() =>
  import("./edit-create.tsx").then((module) => ({ default: module.CreateFacility })),
);
const EditOverMap = lazy(() =>
  import("./edit-over-map.tsx").then((module) => ({ default: module.EditOverMap })),
);

/** Selecting, exporting and sharing, over the map. */
export function Tools() {
  const say = useWords(words);
  const [selecting, choose] = useSelecting();
  const [isExporting, setExporting] = useState(false);
  const mayEdit = useMay("facilities.edit");
  const mayWrite = useMay("facilities.verify") !== null || mayEdit !== null;
  const [isCreating, setCreating] = useState(false);
  const endCreating = useCallback(() => setCreating(false), []);
  const tool = selecting.step === "drawing" ? selecting.tool : null;
  const start = (next: "polygon" | "street") =>
    choose(tool === next ? { step: "none" } : { step: "drawing", tool: next });
  return (
    <>
      {mayEdit && (
        <IconButton
          icon="plus"
          label={say.createFacility}
          tip="left"
          isPressed={isCreating}
          onPress={() => setCreating(true)}
        />
      )}
      <IconButton
        icon="polygon"
        label={say.selectPolygon}
        tip="left"
        isPressed={tool === "polygon"}
        onPress={() => start("polygon")}
      />
      <IconButton
        icon="line"
        label={say.selectStreet}
        tip="left"
        isPressed={tool === "street"}
        onPress={() => start("street")}
      />
      <IconButton
        icon="download"
        label={say.exportTitle}
        tip="left"
        onPress={() => setExporting(true)}
      />
      <CopyLink tip="left" />
      <Suspense fallback={null}>
        <PrintSheet />
        {isCreating && <CreateFacility onClose={endCreating} />}
        {mayWrite && <EditOverMap />}
        {isExporting && <ExportDialog onClose={() => setExporting(false)} />}
      </Suspense>
    </>
  );
}
