import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, lazy, type ReactNode, Suspense, useMemo } from "react";
import { useView } from "../map/view.ts";
import { Stars } from "../ui/figure.tsx";
import { formatCount, formatNumber, formatPeriod } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { DUE_BREAKS, ROUTE_KINDS } from "./cleaning-drawing.ts";
import { rowsOf } from "./complaint-columns.ts";
import { complaintColumnsQuery } from "./complaint-query.ts";
import { KIND_OF } from "./facility-drawing.ts";
import { heatCellsOf } from "./heat.ts";
import { RESIDENT_BREAKS } from "./people-drawing.ts";
import type { LayerInfo } from "./queries.ts";
import type { LayerFeature } from "./record-queries.ts";
import { streetsByStars } from "./stars.ts";
import {
  DotSwatch,
  FillSwatch,
  HatchSwatch,
  LineSwatch,
  RampSwatch,
  SymbolSwatch,
  usePalette,
} from "./swatch.tsx";
import type { EntryId, FACILITY_ENTRIES } from "./tree.ts";
import { words } from "./words.ts";

// fetched where somebody looks at it: the first map does without
const ServiceRadiusLegend = lazy(() =>
  import("./service-radius.tsx").then((module) => ({ default: module.ServiceRadiusLegend })),
);

const Land = lazy(() =>
  import("./land-legend.tsx").then((module) => ({ default: module.LandLegend })),
);

/** The sign of places or plots, or with `info` their legend. */
export const LandLegend = (props: ComponentProps<typeof Land>) => (
  <Suspense fallback={<span className="swatch" />}>
    <Land {...props} />
  </Suspense>
);

type FacilityEntry = (typeof FACILITY_ENTRIES)[number];
const isFacility = (entry: EntryId): entry is FacilityEntry => entry in KIND_OF;

/** What the signs of an entry mean, with how many records carry each. */
export function Legend(props: {
  entry: EntryId;
  info: LayerInfo | undefined;
  /** Edges of streets that are rated. */
  stars: readonly LayerFeature[];
}) {
  const { entry, info } = props;
  const say = useWords(words);
  const palette = usePalette();
  if (isFacility(entry)) return <FacilityLegend entry={entry} info={info} />;
  if (entry === "service-radius")
    return (
      <Suspense fallback={null}>
        <ServiceRadiusLegend />
      </Suspense>
    );
  if (entry === "places" || entry === "plots") return <LandLegend entry={entry} info={info} />;
  if (entry === "cleaning-routes") {
    return (
      <Rows>
        {ROUTE_KINDS.map((kind) => (
          <Row
            key={kind}
            swatch={<LineSwatch color={palette.route[kind]} />}
            title={say[kind]}
            count={countOf(info, "kind", kind)}
          />
        ))}
      </Rows>
    );
  }
  if (entry === "cleaning-due") {
    return (
      <Rows>
        <Breaks breaks={DUE_BREAKS} colors={palette.due} unit={say.passesPerDay} isLine />
        <Row swatch={<LineSwatch color={palette.noData} isDashed />} title={say.noDue} />
      </Rows>
    );
  }
  if (entry === "residents") {
    return (
      <Rows>
        <Breaks breaks={RESIDENT_BREAKS} colors={palette.residents} unit={say.residentsPerCell} />
        <Row swatch={<HatchSwatch />} title={say.noData} />
      </Rows>
    );
  }
  if (entry === "complaint-heat") {
    return (
      <Rows>
        <RampSwatch colors={palette.heat} few={say.few} many={say.many} />
        <HeatPeak />
      </Rows>
    );
  }
  if (entry === "complaints")
    return <ClassLegend info={info} column="category" color={palette.complaint} />;
  if (entry === "star-streets") return <StarLegend edges={props.stars} colors={palette.starRamp} />;
  return null;
}

/** How dense the densest place is: the colours are relative to it. */
function HeatPeak() {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const columns = useQuery(complaintColumnsQuery(view.district.districtId)).data;
  const { period } = view;
  const peak = useMemo(
    () => (columns ? heatCellsOf(columns, rowsOf(columns, period)).peakPerHectare : null),
    [columns, period],
  );
  return (
    <small className="legend-note">
      {peak !== null && `${say.peak(formatNumber(peak, language))} · `}
      {formatPeriod(period, language)}
      <br />
      {say.heatNote}
    </small>
  );
}

const Rows = ({ children }: { children: ReactNode }) => <div className="legend">{children}</div>;

function Row(props: { swatch: ReactNode; title: ReactNode; count?: number | undefined }) {
  const language = useLanguage();
  return (
    <p className="legend-row">
      {props.swatch ?? <span className="swatch" />}
      <span>{props.title}</span>
      {props.count !== undefined && <small>{formatCount(props.count, language)}</small>}
    </p>
  );
}

function countOf(info: LayerInfo | undefined, column: string, value: string): number | undefined {
  const classes = info?.classes[column];
  return classes && (classes.find((each) => String(each.value) === value)?.count ?? 0);
}

const STATES = ["open", "building", "planned", "repair", "closed"] as const;

function FacilityLegend({ entry, info }: { entry: FacilityEntry; info: LayerInfo | undefined }) {
  const say = useWords(words);
  const kind = KIND_OF[entry];
  const stars = (info?.classes.stars ?? []).filter(({ value }) => value !== null);
  return (
    <Rows>
      {STATES.map((state) => {
        const count = countOf(info, "status", state);
        if (count === 0) return null;
        return (
          <Row
            key={state}
            swatch={<SymbolSwatch kind={kind} state={state} />}
            title={say[state]}
            count={count}
          />
        );
      })}
      {stars.map(({ value, count }) => (
        <Row
          key={String(value)}
          swatch={null}
          title={<Stars count={Number(value)} />}
          count={count}
        />
      ))}
    </Rows>
  );
}

function ClassLegend(props: { info: LayerInfo | undefined; column: string; color: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const { info } = props;
  return (
    <Rows>
      {(info?.classes[props.column] ?? []).map(({ value, title, count }) => (
        <Row
          key={String(value)}
          swatch={<DotSwatch color={props.color} />}
          title={titleIn(language, title)}
          count={count}
        />
      ))}
      {info && info.withoutPlace > 0 && (
        <small className="legend-note">
          {say.withoutPlace(formatCount(info.withoutPlace, language))}
        </small>
      )}
    </Rows>
  );
}

function StarLegend(props: { edges: readonly LayerFeature[]; colors: readonly string[] }) {
  const countByStars = streetsByStars(props.edges);
  return (
    <Rows>
      {[5, 4, 3, 2, 1].map((stars) => {
        const count = countByStars.get(stars) ?? 0;
        if (count === 0) return null;
        const step = [0, 1, 2, 2, 3, 4][stars]!;
        return (
          <Row
            key={stars}
            swatch={<LineSwatch color={props.colors[step]!} />}
            title={<Stars count={stars} />}
            count={count}
          />
        );
      })}
    </Rows>
  );
}

function Breaks(props: {
  breaks: readonly number[];
  colors: readonly string[];
  unit: string;
  isLine?: boolean;
}) {
  const language = useLanguage();
  return (
    <>
      {props.breaks.map((least, index) => {
        const next = props.breaks[index + 1];
        const color = props.colors[index]!;
        const range =
          next === undefined
            ? `≥ ${formatCount(least, language)}`
            : `${formatCount(least, language)} – ${formatCount(next, language)}`;
        return (
          <Row
            key={least}
            swatch={props.isLine ? <LineSwatch color={color} /> : <FillSwatch color={color} />}
            title={
              <>
                {range} {index === 0 && <small>{props.unit}</small>}
              </>
            }
          />
        );
      })}
    </>
  );
}
