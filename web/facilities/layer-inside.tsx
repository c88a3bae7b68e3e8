import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton } from "../ui/controls.tsx";
import { formatCount, formatDay, formatLength } from "../ui/format.ts";
import { type Language, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { placeOf } from "./bbox.ts";
import { Shown } from "./facts.tsx";
import {
  featuresQuery,
  insideShape,
  type LayerSummary,
  type ShapeAsked,
} from "./features-queries.ts";
import { LayerMark } from "./kind-mark.tsx";
import {
  type ColumnInfo,
  type FeatureRecord,
  useColumns,
  useLayers,
  useLayerTitles,
} from "./queries.ts";
import { useCameraOn } from "./show-place.ts";
import { words } from "./words.ts";

/** One layer inside a shape: how many records, how they divide, and on request which they are. */
export function LayerInside({ layer, asked }: { layer: LayerSummary; asked: ShapeAsked }) {
  const say = useWords(words);
  const language = useLanguage();
  const titleOf = useLayerTitles();
  const columnOf = useColumns();
  const [isOpen, setOpen] = useState(false);
  const title = titleOf(layer.layerId);
  return (
    <div className="inside">
      <div className="inside-head">
        <LayerMark layerId={layer.layerId} />
        <span className="inside-title">{title}</span>
        <small>{say.n(formatCount(layer.count, language))}</small>
        <IconButton
          icon={isOpen ? "up" : "down"}
          label={`${title}: ${say.showList}`}
          isExpanded={isOpen}
          tip="left"
          onPress={() => setOpen(!isOpen)}
        />
      </div>
      <Amounts layer={layer} />
      {Object.entries(layer.classes).map(([column, classes]) => (
        <ClassBar key={column} column={columnOf(layer.layerId, column)} classes={classes} />
      ))}
      {isOpen && <Records asked={asked} layerId={layer.layerId} />}
    </div>
  );
}

function Amounts({ layer }: { layer: LayerSummary }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <>
      {layer.lengthMeters !== undefined && (
        <p className="inside-amount">
          {say.streetLength} <strong>{formatLength(layer.lengthMeters, language)}</strong>
        </p>
      )}
      {layer.residents !== undefined && (
        <p className="inside-amount" title={say.residentsHint}>
          {say.residents} <strong>{formatCount(layer.residents, language)}</strong>
          <small>{say.residentsHint}</small>
        </p>
      )}
    </>
  );
}

/** Classes beyond these say little and are in the export. */
const MOST_CLASSES = 6;

/** How the records divide: a bar in proportion, and the counts in words. */
function ClassBar(props: {
  column: ColumnInfo | undefined;
  classes: LayerSummary["classes"][string];
}) {
  const { column } = props;
  const say = useWords(words);
  const language = useLanguage();
  const known = props.classes.filter(({ count }) => count > 0);
  if (known.length < 2) return null;
  return (
    <div className="class-bar">
      <span aria-hidden="true">
        {known.map(({ value, count }) => (
          <i
            key={String(value)}
            data-unknown={value === null || undefined}
            style={{ flexGrow: count }}
          />
        ))}
      </span>
      <p>
        {column && <em>{titleIn(language, column.title)}</em>}
        {known.slice(0, MOST_CLASSES).map(({ value, title, count }) => (
          <span key={String(value)}>
            <Shown
              value={value}
              shown={value === null ? null : title}
              {...(column?.name === "stars" ? { absent: say.notRated } : {})}
            />{" "}
            <b>{formatCount(count, language)}</b>
          </span>
        ))}
        {known.length > MOST_CLASSES && <span>…</span>}
      </p>
    </div>
  );
}

/** Records listed in the panel; the rest are in the export. */
const LISTED = 100;

function Records({ asked, layerId }: { asked: ShapeAsked; layerId: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const { change } = useView();
  const showOn = useCameraOn();
  const columns = useLayers().find((each) => each.layerId === layerId)?.columns ?? [];
  const page = useQuery(featuresQuery(insideShape(asked, layerId), LISTED));
  return (
    <Answer to={page} isEmpty={({ features }) => features.length === 0} empty={say.insideEmpty}>
      {({ features, numberMatched }) => (
        <ul className="inside-list">
          {features.map((record) => (
            <li key={record.id}>
              <button
                type="button"
                onClick={() => {
                  const place = placeOf(record.geometry ? [record.geometry] : []);
                  change(
                    {
                      selection: { layerId, id: record.id },
                      ...(place ? { camera: showOn(place) } : {}),
                    },
                    true,
                  );
                }}
              >
                <span>{recordTitle(record, columns, language)}</span>
                <small>{String(record.properties.code ?? "")}</small>
              </button>
            </li>
          ))}
          {numberMatched > features.length && (
            <li>
              <small>
                {say.moreInside(formatCount(numberMatched - features.length, language))}
              </small>
            </li>
          )}
        </ul>
      )}
    </Answer>
  );
}

/** What a record is called: its name, else what it is, where and when, the code of a plot, else its id. */
export function recordTitle(
  { id, properties }: FeatureRecord,
  columns: readonly ColumnInfo[],
  language: Language,
): string {
  const name = language === "en" ? (properties.nameEn ?? properties.name) : properties.name;
  if (typeof name === "string" && name !== "") return name;
  const { category, occurredOn, street } = properties;
  if (typeof occurredOn === "string") {
    const titles = columns.find((column) => column.name === "category")?.values;
    const title = titles?.[String(category)];
    const what = title ? titleIn(language, title) : category;
    return [what, street, formatDay(occurredOn, language)].filter(Boolean).join(" · ");
  }
  if (typeof properties.landUse === "string") return String(properties.code);
  return id;
}
