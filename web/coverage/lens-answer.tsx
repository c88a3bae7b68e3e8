import { Link } from "@tanstack/react-router";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { FILE_FORMATS } from "../ui/file-menu.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { confidenceTold, remarkTold, standsTold } from "./basis-words.ts";
import { AreasAnswer } from "./lens-areas.tsx";
import { FacilitiesAnswer } from "./lens-facilities.tsx";
import { useFigures } from "./lens-figures.ts";
import { LensLegend } from "./lens-legend.tsx";
import { type LensTold, useLensAnswer } from "./lens-queries.ts";
import { SpacingAnswer } from "./lens-spacing.tsx";
import { REASON_TITLES } from "./lens-words.ts";
import "./lens.css";
import { type Lens, words as settingsWords } from "./settings-words.ts";
import { WHY_TITLES, words } from "./words.ts";

/** What a lens that measures no radius calls a gap, with its clause beside the number. */
export function LensAnswer({ lens }: { lens: Lens }) {
  const { answer, fileUrl } = useLensAnswer(lens.id);
  return (
    <>
      <LensClause lens={lens} />
      <Answer to={answer}>
        {(told) => (
          <>
            <Result told={told} />
            <LeftOut told={told} />
            <LensLegend told={told} />
            <Files urlOf={fileUrl} at={told.at} />
          </>
        )}
      </Answer>
    </>
  );
}

/** What is asked, by which clause, and how sure that is. */
function LensClause({ lens }: { lens: Lens }) {
  const say = useWords(words);
  const sayLens = useWords(settingsWords);
  const { few } = useFigures();
  const language = useLanguage();
  const { basis, isOwn, figures, measure, reason } = lens;
  const remark = remarkTold(basis, language);
  return (
    <div className="lens-clause">
      <p className="cov-clause">
        <span data-law={basis.isLaw || undefined}>
          {isOwn ? say.own : basis.isLaw ? say.law : say.notLaw}
        </span>
        <span className="lens-basis">{standsTold(basis, language)}</span>
        <Link to={"/coverage/settings" as never} className="cov-settings">
          {say.standards}
        </Link>
      </p>
      <p>
        {sayLens.measure(measure)}
        {figures.length > 0 && (
          <b>
            {figures
              .map(
                ({ name, value, unit }) =>
                  `${sayLens.figure(name)} ${few(value)} ${sayLens.unit(unit)}`,
              )
              .join(" · ")}
          </b>
        )}
      </p>
      <small>
        {[confidenceTold(basis.confidence, language), remark, isOwn && reason]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </div>
  );
}

function Result({ told }: { told: LensTold }) {
  const { result } = told;
  if ("reason" in result) return <CannotTell reason={result.reason} />;
  if (result.noData) return <CannotTell reason={result.noData} />;
  if ("gaps" in result) return <SpacingAnswer told={told} result={result} />;
  if ("areas" in result) return <AreasAnswer told={told} result={result} />;
  return <FacilitiesAnswer told={told} result={result} />;
}

/** What the register has no data for is said with the reason, and is neither a gap nor fulfilled. */
function CannotTell({ reason }: { reason: string }) {
  const { say, language } = useFigures();
  return (
    <div className="lens-cannot" role="note">
      <i data-state="rejected" />
      <p>
        <strong>{say.cannotTell}</strong>
        {titleIn(language, REASON_TITLES[reason] ?? { zh: reason, en: reason })}
        <small>{say.cannotTellDoes}</small>
      </p>
    </div>
  );
}

function LeftOut({ told: { n, leftOut } }: { told: LensTold }) {
  const say = useWords(words);
  const { say: sayLens, count, language } = useFigures();
  const why = Object.entries(leftOut)
    .filter(([, number]) => number > 0)
    .map(([reason, number]) =>
      say.leftOut(
        count(number),
        titleIn(language, WHY_TITLES[reason] ?? { zh: reason, en: reason }),
      ),
    );
  return <p className="cov-note">{[sayLens.n(count(n)), ...why].join(" · ")}</p>;
}

function Files(props: { urlOf: (format: string, language: "zh" | "en") => string; at: string }) {
  const say = useWords(words);
  const { say: sayLens, language } = useFigures();
  const { timeZone } = useView().view.district;
  const time = dateFormat(language, { hour: "2-digit", minute: "2-digit", timeZone });
  return (
    <p className="cov-note lens-files">
      {sayLens.files}
      {FILE_FORMATS.map(({ format, title }) => (
        <a key={format} href={props.urlOf(format, language === "en" ? "en" : "zh")} download>
          {title}
        </a>
      ))}
      <span>{say.asked(time.format(new Date(props.at)))}</span>
    </p>
  );
}
