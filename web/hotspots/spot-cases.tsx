import { Link } from "@tanstack/react-router";
import { formatDay } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import type { HotspotCard } from "./queries.ts";
import { AllInRegister } from "./register-link.tsx";
import { words } from "./words.ts";

/** The newest cases of a spot, and the way to all of them. */
export function Cases({ card }: { card: HotspotCard }) {
  const { list } = card;
  const say = useWords(words);
  const language = useLanguage();
  return (
    <Section title={say.cases}>
      {list === null ? (
        <small>{say.tooManyCells}</small>
      ) : (
        <p data-print="hide">
          <AllInRegister list={list} count={card.complaints} word={say.allCases} />
        </p>
      )}
      <ul className="hot-cases">
        {card.cases.map((one) => (
          <li key={one.complaintId}>
            <Link to={`/complaints/${one.complaintId}`} search={true}>
              {one.number}
            </Link>
            <small>{formatDay(one.receivedAt.slice(0, 10), language)}</small>
            <p>{one.text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
