import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton, Segmented, Toggle } from "../ui/controls.tsx";
import { formatCount, formatDay } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel, Section } from "../ui/panel.tsx";
import "./layers.css";
import { KIND_OF } from "./facility-drawing.ts";
import { LandLegend, Legend } from "./legend.tsx";
import { type LayerInfo, layersQuery } from "./queries.ts";
import { type LayerFeature, starStreetsQuery } from "./record-queries.ts";
import { starFacilityCount, streetsByStars } from "./stars.ts";
import { DotSwatch, FillSwatch, LineSwatch, SymbolSwatch, usePalette } from "./swatch.tsx";
import {
  ENTRIES,
  type EntryId,
  GROUPS,
  inTreeOrder,
  PRESETS,
  presetOf,
  shownEntries,
  switchedEntries,
} from "./tree.ts";
import { entryTitle, words } from "./words.ts";

/** What is on the map: themes, the tree with its switches and counts, and what the signs mean. */
export function LayersPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { view, change } = useView();
  const shown = shownEntries(view.layers);
  const answer = useQuery({
    ...layersQuery(view.district.districtId, { date: view.date, ...view.period }),
    placeholderData: keepPreviousData,
  });
  const starStreets = useQuery(starStreetsQuery(view.district.districtId, view.date));
  return (
    <Panel title={say.title} note={answer.data && say.onDay(formatDay(answer.data.date, language))}>
      <div className="presets">
        <Segmented
          label={say.presets}
          value={presetOf(shown)?.id ?? null}
          options={PRESETS.map(({ id, title }) => ({ value: id, title: titleIn(language, title) }))}
          onChange={(id) => {
            const preset = PRESETS.find((each) => each.id === id);
            if (preset) change({ layers: inTreeOrder(new Set(preset.layers)) }, true);
          }}
        />
      </div>
      <Answer to={answer} isEmpty={({ layers }) => layers.length === 0} empty={say.empty}>
        {({ layers }) =>
          GROUPS.map((group) => (
            <Section key={group.id} title={titleIn(language, group.title)}>
              {group.entries.map((entry) => (
                <Entry
                  key={entry}
                  entry={entry}
                  info={layers.find(({ layerId }) => layerId === ENTRIES[entry].of)}
                  count={countOf(entry, layers, starStreets.data ?? [])}
                  stars={starStreets.data ?? []}
                  isOn={shown.has(entry)}
                  onSwitch={(isOn) => change({ layers: switchedEntries(shown, entry, isOn) }, true)}
                />
              ))}
            </Section>
          ))
        }
      </Answer>
    </Panel>
  );
}

function Entry(props: {
  entry: EntryId;
  info: LayerInfo | undefined;
  /** null where the entry counts no records of its own. */
  count: number | null;
  stars: readonly LayerFeature[];
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
}) {
  const { entry, info, count, isOn } = props;
  const say = useWords(words);
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const title = titleIn(language, entryTitle(entry, info));
  // people are counted on the legend's scale; the records here are cells
  const toText = entry === "residents" ? say.cells : (text: string) => text;
  return (
    <div className="entry" data-on={isOn || undefined}>
      <div className="entry-row">
        <Toggle isOn={isOn} onChange={props.onSwitch}>
          <EntrySwatch entry={entry} />
          <span className="entry-title">{title}</span>
        </Toggle>
        {count !== null && (
          <small className="entry-count">{toText(formatCount(count, language))}</small>
        )}
        <IconButton
          icon={isOpen ? "up" : "down"}
          label={`${title}: ${isOpen ? say.hideLegend : say.showLegend}`}
          isExpanded={isOpen}
          tip="left"
          onPress={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && <Legend entry={entry} info={info} stars={props.stars} />}
    </div>
  );
}

/** How many records an entry shows. */
function countOf(
  entry: EntryId,
  layers: readonly LayerInfo[],
  starStreets: readonly LayerFeature[],
): number | null {
  if (entry === "star-facilities") return starFacilityCount(layers);
  if (entry === "star-streets") {
    return [...streetsByStars(starStreets)].reduce(
      (sum, [stars, count]) => (stars > 0 ? sum + count : sum),
      0,
    );
  }
  if (entry === "cleaning-due" || entry === "complaint-heat") return null;
  return layers.find(({ layerId }) => layerId === ENTRIES[entry].of)?.count ?? null;
}

function EntrySwatch({ entry }: { entry: EntryId }) {
  const palette = usePalette();
  if (entry in KIND_OF) {
    // just looked up
    return <SymbolSwatch kind={KIND_OF[entry as keyof typeof KIND_OF]} />;
  }
  if (entry === "places" || entry === "plots") return <LandLegend entry={entry} />;
  if (entry === "cleaning-routes") return <LineSwatch color={palette.route.full_sweep} />;
  if (entry === "cleaning-due") return <LineSwatch color={palette.due[3]!} />;
  if (entry === "star-streets") return <LineSwatch color={palette.starRamp[4]!} />;
  if (entry === "areas") return <LineSwatch color={palette.area} isDashed />;
  if (entry === "residents") return <FillSwatch color={palette.residents[3]!} />;
  if (entry === "complaint-heat") return <FillSwatch color={palette.heat[3]!} />;
  if (entry === "star-facilities") return <DotSwatch color={palette.star} />;
  if (entry === "service-radius") return <FillSwatch color={palette.radius} />;
  return <DotSwatch color={palette.complaint} />;
}
