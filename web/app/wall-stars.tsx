import { useQuery } from "@tanstack/react-query";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { addDays, formatCount } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { LegendGroup, Swatch } from "../wall/legend.tsx";
import { WallPanel } from "../wall/panel.tsx";
import { starChangesQuery, type WallStarChange, wallStarsQuery } from "../wall/queries.ts";
import { Row, Rows } from "../wall/rows.tsx";
import { useDead } from "../wall/use-dead.ts";
import { useWallDay } from "./wall-day.ts";
import { wallWords } from "./wall-words.ts";

const EVERY_MS = 5 * 60_000;
/** Stars that end within so many days are told. */
const AHEAD_DAYS = 90;
const LISTED = 8;
const STARS = [5, 4, 3, 2, 1] as const;

const useStars = () => useQuery(wallStarsQuery(useView().view.district.districtId, EVERY_MS));
type Stars = NonNullable<ReturnType<typeof useStars>["data"]>;
type Rubric = Stars["overview"]["rubrics"][number];
type Subject = Stars["subjects"][number];

export function StarsLegend() {
  const say = useWords(wallWords);
  const { star, starRamp } = palettes.dark;
  return (
    <LegendGroup
      title={say.stars}
      deadSinceMs={useDead(useStars(), EVERY_MS)}
      entries={[
        { look: <Swatch as="dot" color={star} />, title: say.placesRated },
        { look: <Swatch as="line" color={starRamp[4]!} />, title: say.streetsRated },
      ]}
    />
  );
}

/** How many hold how many stars, by what they are; what was created in the year stands apart. */
export function StarsPanel() {
  const say = useWords(wallWords);
  const stars = useStars();
  return (
    <WallPanel title={say.starsInForce} to={stars} everyMs={EVERY_MS} feed="ratings">
      {({ overview }) =>
        overview.rubrics.map((rubric) => (
          <Kind key={rubric.rubricId} rubric={rubric} year={overview.year} />
        ))
      }
    </WallPanel>
  );
}

function Kind({ rubric, year }: { rubric: Rubric; year: number }) {
  const say = useWords(wallWords);
  const language = useLanguage();
  const { title, total, createdInYear, target, isApproved } = rubric;
  const rated = total.byStars.slice(1).reduce((sum, n) => sum + n, 0);
  const most = Math.max(1, ...total.byStars.slice(1));
  const count = (n: number) => formatCount(n, language);
  return (
    <div className="wall-kind">
      <h3>
        {titleIn(language, title)}
        <strong>{count(rated)}</strong>
        <small>/ {count(total.subjects)}</small>
      </h3>
      <p className="wall-caption">
        {say.created(String(year), count(createdInYear))}
        {target !== null && say.target(count(target))}
        {!isApproved && ` · ${say.trialRubric}`}
      </p>
      <ul>
        {STARS.filter((stars) => (total.byStars[stars] ?? 0) > 0).map((stars) => {
          const n = total.byStars[stars] ?? 0;
          return (
            <li key={stars}>
              <span className="wall-stars">{"★".repeat(stars)}</span>
              <i style={{ inlineSize: `${(100 * n) / most}%` }} />
              <b>{count(n)}</b>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What is about to lose its stars, and what became otherwise in the last weeks. */
export function StarChangesPanel() {
  const say = useWords(wallWords);
  const { districtId } = useView().view.district;
  const stars = useStars();
  const changes = useQuery(starChangesQuery(districtId, EVERY_MS)).data?.changes ?? [];
  const until = addDays(useWallDay(), AHEAD_DAYS);
  const subjects = (stars.data?.subjects ?? []).filter((one) => one.stars !== null);
  const warned = subjects.filter(({ warnings }) => warnings.some((kind) => kind !== "expiring"));
  const ending = subjects
    .filter(({ validTo }) => validTo !== null && validTo <= until)
    .sort((a, b) => (a.validTo! < b.validTo! ? -1 : 1));
  const isNone = warned.length + ending.length + changes.length === 0;
  return (
    <WallPanel
      title={say.starChanges}
      to={stars}
      everyMs={EVERY_MS}
      feed="ratings"
      isEmpty={() => isNone}
      empty={say.starChangesNone}
    >
      {() => (
        <>
          <Group
            title={say.warned}
            subjects={warned}
            note={(one) => warningsOf(say, one)}
            isWarning
          />
          <Group
            title={say.endingIn(AHEAD_DAYS)}
            subjects={ending}
            note={({ validTo }) => say.expiresOn(validTo ?? "—")}
          />
          <Changes changes={changes} />
        </>
      )}
    </WallPanel>
  );
}

type Say = ReturnType<typeof useWords<(typeof wallWords)["zh-CN"]>>;
const warningsOf = (say: Say, { warnings }: Subject) =>
  warnings
    .filter((kind) => kind !== "expiring")
    .map((kind) => say[`warning_${kind}`])
    .join(say.join);

function Group(props: {
  title: string;
  subjects: readonly Subject[];
  note: (subject: Subject) => string;
  isWarning?: boolean;
}) {
  const say = useWords(wallWords);
  const language = useLanguage();
  const { title, subjects, note } = props;
  if (subjects.length === 0) return null;
  return (
    <>
      <h3>{`${title} ${formatCount(subjects.length, language)}`}</h3>
      <Rows total={subjects.length}>
        {subjects.slice(0, LISTED).map((one) => (
          <Row
            key={`${one.subjectKind} ${one.subjectId}`}
            title={nameIn(language, one)}
            note={note(one)}
            value={say.star(one.stars ?? 0)}
            tone={props.isWarning ? "warn" : undefined}
          />
        ))}
      </Rows>
    </>
  );
}

function Changes({ changes }: { changes: readonly WallStarChange[] }) {
  const say = useWords(wallWords);
  const language = useLanguage();
  if (changes.length === 0) return null;
  const stars = (n: number | null) => (n === null ? say.noStar : say.star(n));
  return (
    <>
      <h3>{say.changedLately}</h3>
      <Rows total={changes.length}>
        {changes.slice(0, LISTED).map((one) => (
          <Row
            key={`${one.facility?.facilityId ?? one.street?.streetId} ${one.on}`}
            title={nameIn(language, one.facility ?? one.street ?? { name: "—" })}
            note={one.isTrial ? `${one.on} · ${say.trial}` : one.on}
            value={`${stars(one.before)} → ${stars(one.after)}`}
            tone={(one.after ?? 0) < (one.before ?? 0) ? "warn" : "good"}
          />
        ))}
      </Rows>
    </>
  );
}
