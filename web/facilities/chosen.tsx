import { useQuery } from "@tanstack/react-query";
import turfArea from "@turf/area";
import type { FeatureCollection } from "geojson";
import { useMemo } from "react";
import { useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { distanceMeters, type LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { formatDay, formatLength, formatNumber, formatPeriod } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel, Section } from "../ui/panel.tsx";
import { bboxOf } from "./bbox.ts";
import { ExportButton } from "./export-button.tsx";
import {
  type FeaturesPage,
  type ShapeAsked,
  streetEdgesQuery,
  summaryQuery,
} from "./features-queries.ts";
import { LayerInside } from "./layer-inside.tsx";
import { useSelecting } from "./params.ts";
import { isThematic } from "./queries.ts";
import { polygonOf, type Shape } from "./shape.ts";
import { shapeDrawing } from "./shape-drawing.ts";
import { useCameraOn } from "./show-place.ts";
import { useKeysFirst } from "./step-bar.tsx";
import { WITHIN_METERS } from "./street-step.tsx";
import { words } from "./words.ts";

/** What is inside the shape somebody selected. The map shows where; this says how many, of what and on which days. */
export function Chosen(props: { shape: Shape; onClear: () => void }) {
  const { shape, onClear } = props;
  const say = useWords(words);
  const { view, change } = useView();
  const flavor = useFlavor();
  const { districtId } = view.district;
  const asked: ShapeAsked = { districtId, date: view.date, ...view.period, shape };
  const summary = useQuery(summaryQuery(asked));
  const street = useQuery({
    ...streetEdgesQuery(districtId, view.date, shape.kind === "street" ? shape.streetId : ""),
    enabled: shape.kind === "street",
  });
  const features = useMemo(() => featuresOf(shape, street.data), [shape, street.data]);
  useDrawing(
    "shape",
    useMemo(() => shapeDrawing(features, flavor), [features, flavor]),
  );
  const showOn = useCameraOn();
  useKeysFirst(view.selection ? {} : { Escape: onClear });

  return (
    <div className="drawer shape-drawer">
      <Panel
        title={say.selected}
        tools={<ExportButton />}
        onClose={onClear}
        note={
          shape.kind === "polygon" ? (
            <Extent ring={shape.ring} />
          ) : (
            <StreetExtent shape={shape} page={street.data} />
          )
        }
      >
        <Button
          icon="locate"
          isQuiet
          onPress={() => {
            const bbox = bboxOf(features.features.map(({ geometry }) => geometry));
            if (bbox) change({ camera: showOn(bbox) });
          }}
        >
          {say.zoomTo}
        </Button>
        <Answer
          to={summary}
          isEmpty={({ layers }) => layers.filter(isThematic).every(({ count }) => count === 0)}
          empty={say.insideEmpty}
        >
          {({ layers, date, from, to }) => (
            <Section
              title={say.inside}
              aside={<Dates date={date} from={from ?? asked.from} to={to ?? asked.to} />}
            >
              {layers
                .filter((layer) => isThematic(layer) && layer.count > 0)
                .map((layer) => (
                  <LayerInside key={layer.layerId} layer={layer} asked={asked} />
                ))}
            </Section>
          )}
        </Answer>
      </Panel>
    </div>
  );
}

/** Which days the counts are of: records on the day, happenings in the period. */
function Dates({ date, from, to }: { date: string; from: string; to: string }) {
  const language = useLanguage();
  const say = useWords(words);
  return (
    <>
      {formatDay(date, language)} · {say.period} {formatPeriod({ from, to }, language)}
    </>
  );
}

/** How large a drawn area is. */
function Extent({ ring }: { ring: readonly LngLat[] }) {
  const say = useWords(words);
  const language = useLanguage();
  const squareMeters = turfArea(polygonOf(ring));
  const around = [...ring, ring[0]!];
  const perimeterMeters = ring.reduce(
    (sum, corner, index) => sum + distanceMeters(corner, around[index + 1]!),
    0,
  );
  const area =
    squareMeters < 10_000
      ? `${formatNumber(squareMeters, language, 0)} m²`
      : `${formatNumber(squareMeters / 1e6, language, 2)} km²`;
  return (
    <>
      {say.areaSize} {area} · {say.perimeter} {formatLength(perimeterMeters, language)}
    </>
  );
}

/** Which street, and how far to either side; the distance can be changed in place. */
function StreetExtent(props: {
  shape: Extract<Shape, { kind: "street" }>;
  page: FeaturesPage | undefined;
}) {
  const { shape, page } = props;
  const say = useWords(words);
  const language = useLanguage();
  const [, choose] = useSelecting();
  const first = page?.features[0]?.properties;
  const name =
    first &&
    nameIn(language, {
      name: String(first.name ?? shape.streetId),
      nameEn: first.nameEn as string | null,
    }); // a text column
  return (
    <span className="street-extent">
      <strong>{name ?? shape.streetId}</strong>
      <span>
        {say.within}{" "}
        <Segmented
          label={say.within}
          value={String(shape.withinMeters)}
          options={WITHIN_METERS.map((value) => ({
            value: value as string,
            title: formatLength(Number(value), language),
          }))}
          onChange={(value) =>
            choose({ step: "chosen", shape: { ...shape, withinMeters: Number(value) } })
          }
        />
      </span>
    </span>
  );
}

function featuresOf(shape: Shape, street: FeaturesPage | undefined): FeatureCollection {
  if (shape.kind === "polygon") {
    const area = { type: "Feature" as const, properties: {}, geometry: polygonOf(shape.ring) };
    return { type: "FeatureCollection", features: [area] };
  }
  return {
    type: "FeatureCollection",
    features: (street?.features ?? []).flatMap(({ geometry }) =>
      geometry ? [{ type: "Feature" as const, properties: { role: "street" }, geometry }] : [],
    ),
  };
}
