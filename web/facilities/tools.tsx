import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { CopyLink } from "./copy-link.tsx";
import { useEditSession } from "./edit-session.ts";
import { useSelecting } from "./params.ts";
import { words } from "./words.ts";

const ExportDialog = lazy(() =>
  import("./export-dialog.tsx").then((module) => ({ default: module.ExportDialog })),
);
const PrintSheet = lazy(() =>
  import("./print-sheet.tsx").then((module) => ({ default: module.PrintSheet })),
);

/** Entering, selecting, exporting and sharing, over the map. */
export function Tools() {
  const say = useWords(words);
  const [selecting, choose] = useSelecting();
  const [isExporting, setExporting] = useState(false);
  const mayEdit = useMay("facilities.edit");
  const { isCreating, create } = useEditSession();
  const tool = selecting.step === "drawing" ? selecting.tool : null;
  const start = (next: "polygon" | "street") =>
    choose(tool === next ? { step: "none" } : { step: "drawing", tool: next });
  return (
    <>
      {mayEdit && (
        <IconButton
          icon="pin-plus"
          label={say.createFacility}
          tip="left"
          isPressed={isCreating}
          onPress={() => create(true)}
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
        {isExporting && <ExportDialog onClose={() => setExporting(false)} />}
      </Suspense>
    </>
  );
}
