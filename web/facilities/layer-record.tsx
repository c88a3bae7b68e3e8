import { useQuery } from "@tanstack/react-query";
import { layersQuery } from "../layers/queries.ts";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { placeOf } from "./bbox.ts";
import { Facts, factsOf, isTelling } from "./facts.tsx";
import { featuresFileUrl } from "./features-queries.ts";
import { Found } from "./found.tsx";
import { recordTitle } from "./layer-inside.tsx";
import { PlotForStaff } from "./plot-staff.tsx";
import { recordQuery } from "./queries.ts";
import { RecordPage } from "./record-page.tsx";
import { words } from "./words.ts";

/** Everything published of a record of any layer: a complaint without words or names, an area, a cell, a route. */
export function LayerRecord({ layerId, id }: { layerId: string; id: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const { districtId } = view.district;
  const record = useQuery(recordQuery(districtId, layerId, id));
  const catalog = useQuery(layersQuery(districtId, { date: view.date, ...view.period }));
  const layer = catalog.data?.layers.find((each) => each.layerId === layerId);
  return (
    <Found to={record}>
      {(known) => (
        <RecordPage
          layerId={layerId}
          title={recordTitle(known, layer?.columns ?? [], language)}
          subtitle={
            <>
              {layer && titleIn(language, layer.title)}{" "}
              <span className="code">{String(known.properties.code ?? known.id)}</span>
            </>
          }
          place={placeOf(known.geometry ? [known.geometry] : [])}
          fileUrl={(format) =>
            featuresFileUrl(
              { districtId, layerId, ids: id },
              { format, lang: language === "en" ? "en" : "zh" },
            )
          }
        >
          <Section title={say.facts}>
            <Facts
              facts={factsOf(layer?.columns ?? [], known.properties, LEFT_OUT).filter(isTelling)}
            />
          </Section>
          {layerId === "plots" && <PlotForStaff plotId={id} />}
        </RecordPage>
      )}
    </Found>
  );
}

/** Said in the head, or a key of another record, which means nothing to a reader. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "code",
  "name",
  "nameEn",
  "streetId",
  "parentId",
  "facilityId",
]);
