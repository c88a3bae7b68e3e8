import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { useRatingLink, useSetRatingLink } from "./params.ts";
import { type Expiries, expiriesQuery } from "./queries.ts";
import { sheetOf, To } from "./to.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** Which stars end in which month of the year to come, and on which day. */
export function Expiry() {
  const say = useWords(words);
  const { view } = useView();
  const { starRubric } = useRatingLink();
  const expiries = useQuery(expiriesQuery(view.district.districtId, view.date, starRubric));
  return (
    <Section title={say.expiry}>
      <Answer to={{ ...expiries, isFetching: expiries.isPlaceholderData }}>
        {(known) => <Calendar known={known} />}
      </Answer>
    </Section>
  );
}

function Calendar({ known: { months, days, withoutEnd } }: { known: Expiries }) {
  const say = useWords(words);
  const { count, day, name } = useTold();
  const { starMonth } = useRatingLink();
  const set = useSetRatingLink();
  const most = Math.max(1, ...months.map(({ n }) => n));
  const first = months.find(({ n }) => n > 0)?.month.slice(0, 7);
  const open = starMonth ?? first;
  const ends = days.filter((one) => one.day.startsWith(open ?? "-"));
  return (
    <>
      {first === undefined && <p className="answer-empty">{say.noExpiry}</p>}
      <ul className="st-months">
        {months.map(({ month, n }) => (
          <li key={month}>
            <button
              type="button"
              aria-label={say.expiryOf(month.slice(0, 7), count(n))}
              aria-pressed={month.startsWith(open ?? "-")}
              disabled={n === 0}
              onClick={() => set({ starMonth: month.slice(0, 7) }, true)}
            >
              <b>{n > 0 ? count(n) : ""}</b>
              <i style={{ height: `${(n / most) * 40}px` }} />
              <span>{say.month(month.slice(5, 7))}</span>
            </button>
          </li>
        ))}
      </ul>
      <ul className="st-ends">
        {ends.map((one) => (
          <li key={one.day}>
            <b>
              {day(one.day)} <small>{say.gone}</small>
            </b>
            {one.subjects.map((subject) => (
              <To key={subject.ratingId} page={sheetOf(subject)}>
                {name(subject)} <small>{say.stars(subject.stars)}</small>
              </To>
            ))}
          </li>
        ))}
      </ul>
      {withoutEnd > 0 && <p className="st-note">{say.withoutEnd(count(withoutEnd))}</p>}
    </>
  );
}
