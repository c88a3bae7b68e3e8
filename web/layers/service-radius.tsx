import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import type { LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount, formatLength } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { KIND_OF } from "./facility-drawing.ts";
import { useRadiusParam } from "./params.ts";
import { radiusDrawing } from "./radius-drawing.ts";
import { type LayerFeature, recordsQuery } from "./record-queries.ts";
import { type ServiceRadius, standardsQuery } from "./standards-query.ts";
import { SymbolSwatch } from "./swatch.tsx";
import { words } from "./words.ts";

/** The standards' distances, the chosen one of them, and the open facilities it is drawn around. */
function useServiceRadius(isOn: boolean) {
  const { view } = useView();
  const { districtId } = view.district;
  const [radiusId, choose] = useRadiusParam();
  const standards = useQuery({ ...standardsQuery(districtId), enabled: isOn });
  const all = standards.data?.serviceRadii ?? [];
  const radius =
    all.find(({ id }) => id === radiusId) ?? all.find(({ isDefault }) => isDefault) ?? null;
  const facilities = useQuery({
    ...recordsQuery(districtId, {
      layerId: radius?.layerId ?? "",
      date: view.date,
      filter: "status = 'open'",
    }),
    enabled: isOn && radius !== null,
  });
  return { standards, radius, facilities: radius ? facilities.data : undefined, choose };
}

/** Draws the chosen distance around every open facility of its kind. */
export function ServiceRadiusDrawing() {
  const flavor = useFlavor();
  const { radius, facilities } = useServiceRadius(true);
  useDrawing(
    "service-radius",
    useMemo(
      () =>
        radius && facilities
          ? radiusDrawing(facilities.flatMap(positionOf), radius.radiusMeters, flavor)
          : null,
      [radius, facilities, flavor],
    ),
  );
  return null;
}

const positionOf = ({ geometry }: LayerFeature): LngLat[] =>
  geometry?.type === "Point" ? [[geometry.coordinates[0]!, geometry.coordinates[1]!]] : [];

/** Which distance is drawn, what it stands on, and around how many facilities. */
export function ServiceRadiusLegend() {
  const say = useWords(words);
  const language = useLanguage();
  const { standards, radius: chosen, facilities, choose } = useServiceRadius(true);
  return (
    <div className="legend">
      <p className="legend-note">
        <strong>{say.straightLine}</strong>
        {facilities && <small>{say.aroundOpen(formatCount(facilities.length, language))}</small>}
      </p>
      <Answer
        to={standards}
        isEmpty={({ serviceRadii }) => serviceRadii.length === 0}
        empty={say.noStandards}
      >
        {({ serviceRadii }) =>
          serviceRadii.map((radius) => (
            <RadiusRow
              key={radius.id}
              radius={radius}
              isChosen={radius.id === chosen?.id}
              onChoose={() => choose(radius.id)}
            />
          ))
        }
      </Answer>
    </div>
  );
}

function RadiusRow(props: { radius: ServiceRadius; isChosen: boolean; onChoose: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const { radius } = props;
  const { basis } = radius;
  const kind = Object.entries(KIND_OF).find(([layerId]) => layerId === radius.layerId)?.[1];
  return (
    <label className="radius-row">
      <input
        type="radio"
        name="service-radius"
        checked={props.isChosen}
        onChange={props.onChoose}
      />
      {kind && <SymbolSwatch kind={kind} />}
      <span>
        {titleIn(language, radius.title)}
        <small>
          {formatLength(radius.radiusMeters, language)} · {basis.standard} {basis.clause}
          {" · "}
          {basis.isLaw ? say.law : say.confidence(basis.confidence)}
        </small>
      </span>
    </label>
  );
}
