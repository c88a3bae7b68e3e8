import { Link } from "@tanstack/react-router";
import { Figure } from "../ui/figure.tsx";
import { formatCount, isDay } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Guard, Section } from "../ui/panel.tsx";
import { Facts, Shown, written } from "./facts.tsx";
import type { PageSection } from "./queries.ts";
import { words } from "./words.ts";

/** What the capabilities know of a record: figures with their definition, facts, and a table with how many rows there are. */
export function PageSections({ sections }: { sections: readonly PageSection[] }) {
  const language = useLanguage();
  return sections.map((section) => (
    <Section
      key={section.id}
      title={titleIn(language, section.title)}
      aside={<Rows {...section} />}
    >
      <Guard>
        {section.figures.length > 0 && (
          <div className="figures">
            {section.figures.map(({ label, value, unit, definition }) => (
              <Figure
                key={label.en}
                value={written(value, language)}
                {...(unit ? { unit: titleIn(language, unit) } : {})}
                caption={`${titleIn(language, label)} · ${titleIn(language, definition)}`}
              />
            ))}
          </div>
        )}
        {section.facts.length > 0 && <Facts facts={section.facts} />}
        {section.table && <SectionTable table={section.table} />}
        {section.links.length > 0 && (
          <p className="section-links" data-print="hide">
            {section.links.map(({ label, path }) => (
              // the router's types know its own pages; the link's parameters are kept
              <Link key={path} to={path as never} search={((now: object) => now) as never}>
                {titleIn(language, label)}
              </Link>
            ))}
          </p>
        )}
      </Guard>
    </Section>
  ));
}

function Rows({ table }: PageSection) {
  const say = useWords(words);
  const language = useLanguage();
  if (!table) return null;
  const all = formatCount(table.total, language);
  return table.rows.length < table.total
    ? say.shownOf(formatCount(table.rows.length, language), all)
    : say.n(all);
}

function SectionTable({ table }: { table: NonNullable<PageSection["table"]> }) {
  const language = useLanguage();
  const say = useWords(words);
  if (table.rows.length === 0) return <p className="section-empty">{say.none}</p>;
  return (
    <div className="section-table">
      <table>
        <thead>
          <tr>
            {table.columns.map(({ name, title }) => (
              <th
                key={name}
                scope="col"
                data-number={table.rows.some((row) => typeof row[name] === "number") || undefined}
              >
                {titleIn(language, title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no key of their own and never move
            <tr key={index}>
              {table.columns.map(({ name, values }) => {
                const value = row[name] ?? null;
                return (
                  <td
                    key={name}
                    data-number={typeof value === "number" || undefined}
                    data-day={(typeof value === "string" && isDay(value)) || undefined}
                  >
                    <Shown value={value} shown={values?.[String(value)]} absent="—" />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
