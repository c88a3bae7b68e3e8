import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { addDays } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { PaperHead } from "./bulletin-page.tsx";
import { useCompose } from "./compose-dialog.tsx";
import { DocumentBar } from "./document-bar.tsx";
import { monthPeriod, useReportLink, useSetReportLink } from "./params.ts";
import { type MonthRanking, monthQuery, type RankingContent, reportQuery } from "./queries.ts";
import { RankingTable, useLevelTitle } from "./ranking-table.tsx";
import "./reports.css";
import "./paper.css";
import { To } from "./to.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** By the records as they are now, and not as they were published. */
const NOW = "now";

/** The ranking of a month: as it was published, as a draft has it, or as the records are. */
export function RankingPage() {
  const { rankingMonth = "" } = useParams({ strict: false });
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const month = useQuery(monthQuery(districtId, rankingMonth));
  return (
    <div className="rep-page rep-document">
      <Way month={rankingMonth} />
      <Answer to={{ ...month, isFetching: false }}>{(known) => <Month known={known} />}</Answer>
      <span className="visually-hidden">{say.rankings}</span>
    </div>
  );
}

function Way({ month }: { month: string }) {
  const say = useWords(words);
  const { today } = useView().view.district;
  const beside = (days: number) => addDays(`${month}-15`, days).slice(0, 7);
  const [before, after] = [beside(-30), beside(30)];
  return (
    <nav className="rep-way" data-print="hide">
      <To page="/reports" className="rep-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      <To
        page={`/reports/rankings/${before}`}
        className="button button-quiet"
        search={{ reportShown: undefined }}
      >
        <Icon name="left" size={16} />
        <span>{say.before}</span>
      </To>
      {after <= today.slice(0, 7) && (
        <To
          page={`/reports/rankings/${after}`}
          className="button button-quiet"
          search={{ reportShown: undefined }}
        >
          <span>{say.after}</span>
          <Icon name="right" size={16} />
        </To>
      )}
    </nav>
  );
}

function Month({ known }: { known: MonthRanking }) {
  const say = useWords(words);
  const { reportShown } = useReportLink();
  const set = useSetReportLink();
  const { issue } = useTold();
  const documents = [...known.drafts, ...known.published];
  const shown =
    reportShown === NOW
      ? null
      : (documents.find(({ reportId }) => reportId === reportShown) ?? documents[0] ?? null);
  return (
    <>
      {documents.length > 0 && (
        <span data-print="hide">
          <Segmented
            label={say.shown}
            value={shown?.reportId ?? NOW}
            options={[
              ...documents.map((one) => ({
                value: one.reportId,
                title: one.isPublished ? issue(one) : say.draft,
              })),
              { value: NOW, title: say.versionCurrent },
            ]}
            onChange={(value) => set({ reportShown: value })}
          />
        </span>
      )}
      {shown ? <Kept reportId={shown.reportId} /> : <Current known={known} />}
    </>
  );
}

function Kept({ reportId }: { reportId: string }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const report = useQuery(reportQuery(districtId, reportId));
  return (
    <Answer to={{ ...report, isFetching: false }}>
      {(known) => (
        <>
          <DocumentBar key={known.reportId} report={known} />
          <article className="rep-paper">
            <PaperHead report={known} title={say.rankingTitle} />
            {known.content.kind === "ranking" && (
              <RankingPaper content={known.content} remarks={known.remarks} />
            )}
          </article>
        </>
      )}
    </Answer>
  );
}

/** What nobody published: said as what it is. */
function Current({ known }: { known: MonthRanking }) {
  const say = useWords(words);
  const language = useLanguage();
  const { district } = useView().view;
  const told = useTold();
  const mayPublish = useMay("reports.publish")?.isWhole === true;
  const composing = useCompose();
  const isOpen = known.published.length + known.drafts.length === 0;
  return (
    <>
      <div className="rep-bar" data-print="hide">
        {isOpen && <p role="status">{known.isOver ? say.notPublished : say.monthOpen}</p>}
        {composing.error && (
          <p className="rep-why" role="alert">
            {composing.error.message}
          </p>
        )}
        <span className="rep-acts">
          {mayPublish && known.isOver && isOpen && (
            <button
              type="button"
              className="button button-main"
              disabled={composing.isPending}
              onClick={() => composing.mutate({ kind: "ranking", ...monthPeriod(known.month) })}
            >
              {say.composeMonth(told.month(known.month))}
            </button>
          )}
          <Button icon="print" isQuiet onPress={() => print()}>
            {say.print}
          </Button>
        </span>
      </div>
      <article className="rep-paper">
        <header className="rep-paper-head">
          <p>{nameIn(language, district)}</p>
          <h2>{say.rankingTitle}</h2>
          <p className="rep-issue">
            <b>{say.stateDraft}</b>
            <span>{told.month(known.month)}</span>
          </p>
          <small>{say.currentSays}</small>
        </header>
        <RankingPaper content={known.current} remarks="" />
      </article>
    </>
  );
}

function RankingPaper({ content, remarks }: { content: RankingContent; remarks: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const levelTitle = useLevelTitle();
  return (
    <>
      {remarks !== "" && (
        <section>
          <h3>{say.remarks}</h3>
          <p className="rep-remarks">{remarks}</p>
        </section>
      )}
      {content.groups.map(({ level, areas }) => (
        <section key={level}>
          <h3>{levelTitle(level)}</h3>
          <RankingTable
            content={content}
            areas={areas}
            unranked={areas.filter(({ rank }) => rank === null).length}
          />
        </section>
      ))}
      <p className="rep-quiet">
        {say.definition}: {titleIn(language, content.definition)}
      </p>
    </>
  );
}
