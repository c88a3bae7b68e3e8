import { useEffect, useRef } from "react";
import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { Guard } from "../ui/panel.tsx";
import "./record.css";
import { FacilityRecord } from "./facility-record.tsx";
import { KIND_OF_LAYER } from "./kind-mark.tsx";
import { LayerRecord } from "./layer-record.tsx";
import { isOfOthers } from "./of-others.ts";
import { StreetRecord } from "./street-record.tsx";
import { words } from "./words.ts";

/** The record somebody selected, at the right of the map or as a sheet over it. */
export function RecordDrawer() {
  const say = useWords(words);
  const { view, change } = useView();
  const { selection } = view;
  const body = useRef<HTMLElement>(null);
  const key = selection && `${selection.layerId}:${selection.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another record is read from its beginning
  useEffect(() => void body.current?.scrollTo?.(0, 0), [key]);
  if (!selection || isOfOthers(selection)) return null;
  return (
    <section className="record" aria-label={say.record} ref={body}>
      <div className="record-close">
        <IconButton
          icon="close"
          label={say.close}
          tip="left"
          onPress={() => change({ selection: null }, true)}
        />
      </div>
      <Guard key={key}>
        <Record layerId={selection.layerId} id={selection.id} />
      </Guard>
    </section>
  );
}

/** The page of a record, whatever it is. */
export function Record({ layerId, id }: { layerId: string; id: string }) {
  if (layerId in KIND_OF_LAYER) return <FacilityRecord facilityId={id} />;
  if (layerId === "streets") return <StreetRecord id={id} />;
  return <LayerRecord layerId={layerId} id={id} />;
}
