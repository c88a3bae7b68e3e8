import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { layersQuery } from "../layers/queries.ts";
import { useView } from "../map/view.ts";
import { Stars } from "../ui/figure.tsx";
import { formatDay } from "../ui/format.ts";
import { type Language, nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { EditRecord } from "./edit-record.tsx";
import { Facts, factsOf, isTelling } from "./facts.tsx";
import { featuresFileUrl } from "./features-queries.ts";
import { Found } from "./found.tsx";
import { PageSections } from "./page-sections.tsx";
import { type ColumnInfo, type FacilityPage, facilityQuery, quoted, toLngLat } from "./queries.ts";
import { RecordHistory } from "./record-history.tsx";
import { RecordPage } from "./record-page.tsx";
import { words } from "./words.ts";

/** 一厕一档, 一站一档: everything known of one facility. */
export function FacilityRecord({ facilityId }: { facilityId: string }) {
  const { view } = useView();
  const page = useQuery(facilityQuery(view.district.districtId, facilityId));
  return <Found to={page}>{(known) => <KnownFacility page={known} />}</Found>;
}

const Photographs = lazy(() =>
  import("./photographs.tsx").then((module) => ({ default: module.Photographs })),
);

/** Said in the head, so not again among the facts. */
const IN_HEAD = new Set(["code", "name", "nameEn", "status", "stars", "starsValidTo"]);

function KnownFacility({ page }: { page: FacilityPage }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const { districtId } = view.district;
  const { facility, street, sections } = page;
  const catalog = useQuery(layersQuery(districtId, { date: view.date, ...view.period }));
  const layer = catalog.data?.layers.find(({ layerId }) => layerId === facility.layerId);
  const columns = layer?.columns ?? [];
  const statusTitle = columns.find(({ name }) => name === "status")?.values?.[facility.status];
  return (
    <RecordPage
      layerId={facility.layerId}
      state={facility.status}
      title={nameIn(language, facility)}
      subtitle={
        <>
          {layer && titleIn(language, layer.title)} <span className="code">{facility.code}</span>
        </>
      }
      badges={
        <>
          <span className="badge" data-status={facility.status}>
            {statusTitle ? titleIn(language, statusTitle) : facility.status}
          </span>
          {isRated(columns, facility.stars) && <Rating {...facility} />}
          {facility.manager === "" && (
            <span className="badge badge-warn" title={say.noManagerHint}>
              {say.noManager}
            </span>
          )}
          {isOthers(facility.owner) && (
            <span className="badge badge-warn" title={say.notBureauHint}>
              {say.notBureau}
            </span>
          )}
        </>
      }
      place={toLngLat(facility.position)}
      page={`/facilities/${encodeURIComponent(facility.facilityId)}?district=${districtId}`}
      fileUrl={(format) =>
        featuresFileUrl(
          {
            districtId,
            layerId: facility.layerId,
            date: view.date,
            filter: `code = ${quoted(facility.code)}`,
          },
          { format, lang: language === "en" ? "en" : "zh" },
        )
      }
    >
      <EditRecord
        key={facility.facilityId}
        facilityId={facility.facilityId}
        layerId={facility.layerId}
      />
      <Section title={say.facts}>
        <Facts facts={facilityFacts(page, columns, say, language)} />
        {street && (
          <p className="record-note">
            {say.nearStreet(street.name, Math.round(street.distanceMeters))}
          </p>
        )}
      </Section>
      <Suspense fallback={null}>
        <Photographs key={facility.facilityId} facilityId={facility.facilityId} />
      </Suspense>
      <PageSections sections={sections} />
      <RecordHistory facilityId={facility.facilityId} layerId={facility.layerId} />
    </RecordPage>
  );
}

/** The facts of a facility in the order of its layer's columns; nobody managing it is a fact, not an unknown. */
function facilityFacts(
  { facility }: FacilityPage,
  columns: readonly ColumnInfo[],
  say: { noManager: string },
  language: Language,
) {
  const { attributes, position: _position, ...rest } = facility;
  const known = { ...attributes, ...rest };
  const { verifiedOn, verifiedBy } = facility;
  return factsOf(columns, known, IN_HEAD)
    .filter(isTelling)
    .map((fact) => {
      if (fact.column === "manager" && fact.value === "") return { ...fact, value: say.noManager };
      if (fact.column === "verifiedOn" && verifiedOn && verifiedBy)
        return { ...fact, value: `${formatDay(verifiedOn, language)} · ${verifiedBy}` };
      return fact;
    });
}

/** Whether stars are given to its kind: the legend counts by them. */
const isRated = (columns: readonly ColumnInfo[], stars: number | null) =>
  stars !== null || columns.some(({ name, isClass }) => name === "stars" && isClass);

/** Ownership outside the sanitation bureau, where the owner is known. */
export const isOthers = (owner: string | null) =>
  owner !== null && owner !== "" && !/环卫|环境卫生|sanitation/i.test(owner);

function Rating({ stars, starsValidTo }: { stars: number | null; starsValidTo: string | null }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <span className="record-stars">
      <Stars count={stars} />
      {stars !== null && starsValidTo && (
        <small>{say.validTo(formatDay(starsValidTo, language))}</small>
      )}
    </span>
  );
}
