import { Link } from "@tanstack/react-router";
import { formatCount, formatDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import type { HotspotCard } from "./queries.ts";
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
          <Link
            className="hot-all"
            to="/complaints"
            search={(now: Record<string, unknown>) => ({
              ...now,
              ...Object.fromEntries(new URLSearchParams(list)),
            })}
          >
            <Icon name="list" size={16} />
            {say.allCases(formatCount(card.complaints, language))}
          </Link>
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
