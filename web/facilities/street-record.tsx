import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Figure, Stars } from "../ui/figure.tsx";
import { formatNumber } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { featuresFileUrl } from "./features-queries.ts";
import { Found } from "./found.tsx";
import { LayerRecord } from "./layer-record.tsx";
import { PageSections } from "./page-sections.tsx";
import { useSelecting } from "./params.ts";
import { quoted, type StreetPage, streetQuery, toBbox } from "./queries.ts";
import { RecordPage } from "./record-page.tsx";
import { words } from "./words.ts";

/** 一路一档: everything known of one street; of a way that belongs to none, what is known of that way. */
export function StreetRecord({ id }: { id: string }) {
  const { view } = useView();
  const page = useQuery(streetQuery(view.district.districtId, id));
  return (
    <Found to={page}>
      {(known) =>
        known ? <KnownStreet page={known} /> : <LayerRecord layerId="streets" id={id} />
      }
    </Found>
  );
}

/** How far beside the street its surroundings reach until somebody says otherwise. */
const USUAL_WITHIN_METERS = 50;

function KnownStreet({ page }: { page: StreetPage }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const { street, sections } = page;
  const { districtId } = view.district;
  const [, choose] = useSelecting();
  return (
    <RecordPage
      layerId="streets"
      title={nameIn(language, street)}
      subtitle={say.street}
      badges={
        <>
          {street.isMain && <span className="badge">{say.mainRoad}</span>}
          {street.isModel && <span className="badge">{say.modelRoad}</span>}
          <Stars count={street.stars} />
        </>
      }
      place={toBbox(street.bbox)}
      page={`/streets/${encodeURIComponent(street.streetId)}?district=${districtId}`}
      fileUrl={(format) =>
        featuresFileUrl(
          {
            districtId,
            layerId: "streets",
            date: view.date,
            filter: `streetId = ${quoted(street.streetId)}`,
          },
          { format, lang: language === "en" ? "en" : "zh" },
        )
      }
    >
      <div className="figures">
        <Figure
          value={formatNumber(street.lengthMeters / 1000, language, 2)}
          unit="km"
          caption={say.lengthOf(street.edges)}
        />
      </div>
      <p data-print="hide">
        <Button
          icon="line"
          onPress={() =>
            choose({
              step: "chosen",
              shape: {
                kind: "street",
                streetId: street.streetId,
                withinMeters: USUAL_WITHIN_METERS,
              },
            })
          }
        >
          {say.alongIt}
        </Button>
      </p>
      <PageSections sections={sections} />
    </RecordPage>
  );
}
