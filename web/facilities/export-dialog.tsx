import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ENTRIES, shownEntries } from "../layers/tree.ts";
import { useAtlas } from "../map/atlas-context.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton, Segmented } from "../ui/controls.tsx";
import { saveFile } from "../ui/download.ts";
import { DemoBadge } from "../ui/figure.tsx";
import { formatCount, formatDay, formatPeriod } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import "./export.css";
import { type LayerInfo, layersQuery } from "../layers/queries.ts";
import { FILE_MAX_RECORDS, FORMATS, type Format } from "./export-formats.ts";
import {
  type FeaturesAsked,
  featuresFileUrl,
  featuresQuery,
  insideShape,
} from "./features-queries.ts";
import { LayerMark } from "./kind-mark.tsx";
import { useSelecting } from "./params.ts";
import { isThematic } from "./queries.ts";
import type { Shape } from "./shape.ts";
import { useSheet } from "./use-sheet.ts";
import { words } from "./words.ts";

type Scope = "district" | "screen" | "shape";

/** Files and pictures of what is shown or selected. The numbers are of exactly what a file will hold. */
export function ExportDialog(props: { onClose: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const [selecting] = useSelecting();
  const shape = selecting.step === "chosen" ? selecting.shape : null;
  const [scope, setScope] = useState<Scope>(shape ? "shape" : "district");
  const [format, setFormat] = useState<Format>("xlsx");
  const [lang, setLang] = useState<"zh" | "en">(language === "en" ? "en" : "zh");
  const { districtId, isDemo } = view.district;
  const catalog = useQuery(layersQuery(districtId, { date: view.date, ...view.period }));
  const screen = useScreen();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const asking = (layerId: string) =>
    askedIn(scope, shape, screen, {
      districtId,
      layerId,
      date: view.date,
      ...view.period,
    });

  return (
    <dialog
      className="help export-dialog"
      ref={dialog}
      onClose={props.onClose}
      aria-label={say.exportTitle}
    >
      <header>
        <h2>
          {say.exportTitle} {isDemo && <DemoBadge />}
        </h2>
        <IconButton icon="close" label={say.close} onPress={props.onClose} tip="left" />
      </header>
      <div className="export-choices">
        <Choice title={say.scope}>
          <Segmented
            label={say.scope}
            value={scope}
            options={[
              { value: "district" as Scope, title: say.exportAll },
              { value: "screen", title: say.exportScreen },
              ...(shape ? [{ value: "shape" as Scope, title: say.exportShape }] : []),
            ]}
            onChange={setScope}
          />
        </Choice>
        <Choice title={say.format}>
          <Segmented
            label={say.format}
            value={format}
            options={FORMATS.map((each) => ({ value: each.format, title: each.title }))}
            onChange={setFormat}
          />
        </Choice>
        <Choice title={say.headers}>
          <Segmented
            label={say.headers}
            value={lang}
            options={[
              { value: "zh" as const, title: say.chinese },
              { value: "en" as const, title: say.english },
            ]}
            onChange={setLang}
          />
        </Choice>
      </div>
      <Answer to={catalog} isEmpty={({ layers }) => layers.length === 0} empty={say.insideEmpty}>
        {({ layers, date }) => (
          <>
            <p className="export-note">
              {say.asOf(formatDay(date, language))} · {say.period}{" "}
              {formatPeriod(view.period, language)}
            </p>
            <ul className="export-layers">
              {shownFirst(layers.filter(isThematic), view.layers).map((layer) => (
                <FileRow
                  key={layer.layerId}
                  layer={layer}
                  asked={asking(layer.layerId)}
                  format={format}
                  lang={lang}
                />
              ))}
            </ul>
            <p className="export-note">{say.exportHint}</p>
          </>
        )}
      </Answer>
      <Pictures onDone={props.onClose} />
    </dialog>
  );
}

function Choice(props: { title: string; children: React.ReactNode }) {
  return (
    <div className="export-choice">
      <span>{props.title}</span>
      {props.children}
    </div>
  );
}

function askedIn(
  scope: Scope,
  shape: Shape | null,
  screen: string | undefined,
  asked: FeaturesAsked & { date: string; from: string; to: string },
): FeaturesAsked {
  if (scope === "shape" && shape) return insideShape({ ...asked, shape }, asked.layerId);
  return scope === "screen" && screen ? { ...asked, bbox: screen } : asked;
}

/** What is on screen, as a box. */
function useScreen(): string | undefined {
  const atlas = useAtlas();
  const [box] = useState(() => {
    const bounds = atlas?.map.getBounds();
    return bounds
      ?.toArray()
      .flat()
      .map((degrees) => degrees.toFixed(6))
      .join(",");
  });
  return box;
}

/** What is on the map is likeliest to be wanted. */
function shownFirst(layers: readonly LayerInfo[], linked: readonly string[] | null) {
  const shown = new Set<string | null>([...shownEntries(linked)].map((id) => ENTRIES[id].of));
  return [...layers].sort((a, b) => Number(shown.has(b.layerId)) - Number(shown.has(a.layerId)));
}

function FileRow(props: {
  layer: LayerInfo;
  asked: FeaturesAsked;
  format: Format;
  lang: "zh" | "en";
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { layer } = props;
  const count = useQuery({ ...featuresQuery(props.asked, 1), placeholderData: keepPreviousData });
  const all = count.isPlaceholderData ? undefined : count.data?.numberMatched;
  const title = titleIn(language, layer.title);
  const isTooMany = all !== undefined && all > FILE_MAX_RECORDS;
  return (
    <li>
      <LayerMark layerId={layer.layerId} />
      <span className="export-title">{title}</span>
      <small>
        {all === undefined ? (count.isError ? "—" : "…") : say.n(formatCount(all, language))}
      </small>
      {isTooMany || all === 0 ? (
        <small>{isTooMany ? say.exportTooMany : ""}</small>
      ) : (
        <a
          className="button"
          href={featuresFileUrl(props.asked, { format: props.format, lang: props.lang })}
          download
          aria-label={`${say.download} ${title}`}
        >
          <Icon name="download" size={16} />
          <span>{say.download}</span>
        </a>
      )}
    </li>
  );
}

/** The map itself, as a picture or on paper. */
function Pictures({ onDone }: { onDone: () => void }) {
  const say = useWords(words);
  const { view } = useView();
  const sheet = useSheet(true);
  const save = () => {
    sheet?.().toBlob((blob) => {
      if (!blob) return;
      const { districtId, isDemo } = view.district;
      saveFile(blob, `${districtId}-${view.date}${isDemo ? "-demo" : ""}.png`);
    }, "image/png");
  };
  return (
    <div className="export-pictures">
      <Button icon="map" onPress={save} isDisabled={!sheet}>
        {say.picture}
      </Button>
      <Button
        icon="print"
        isDisabled={!sheet}
        onPress={() => {
          onDone();
          setTimeout(() => print());
        }}
      >
        {say.print}
      </Button>
      <small>{say.pictureHint}</small>
    </div>
  );
}
