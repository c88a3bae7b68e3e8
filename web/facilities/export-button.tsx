import { lazy, Suspense, useState } from "react";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { words } from "./words.ts";

const ExportDialog = lazy(() =>
  import("./export-dialog.tsx").then((module) => ({ default: module.ExportDialog })),
);

/** Opens the export dialog, which begins with the selected area. */
export function ExportButton() {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton icon="download" label={say.exportTitle} onPress={() => setOpen(true)} />
      {isOpen && (
        <Suspense fallback={null}>
          <ExportDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
