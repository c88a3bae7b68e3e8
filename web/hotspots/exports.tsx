import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { askForPicture } from "./keeping.tsx";
import { useQuestion } from "./params.ts";
import { words } from "./words.ts";

const FORMATS = [
  { format: "csv", title: "CSV" },
  { format: "xlsx", title: "XLSX" },
  { format: "geojson", title: "GeoJSON" },
  { format: "gpkg", title: "GeoPackage" },
] as const;

/** The spots as a file, and the page on paper. */
export function Exports() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const question = useQuestion();
  const urlOf = (format: string) => {
    const given = Object.entries(question).map(([name, value]) => [name, String(value)]);
    const query = new URLSearchParams(given);
    query.set("format", format);
    query.set("lang", language === "en" ? "en" : "zh");
    return `/api/districts/${districtId}/hotspots/file?${query}`;
  };
  return (
    <span className="hot-exports" data-print="hide">
      <details className="export-menu">
        <summary
          className="icon-button"
          aria-label={say.save}
          data-tip={say.save}
          data-tip-side="left"
        >
          <Icon name="download" />
        </summary>
        <ul>
          <li>
            <button type="button" className="hot-keep" onClick={askForPicture}>
              {say.picture}
            </button>
          </li>
          {FORMATS.map(({ format, title }) => (
            <li key={format}>
              <a href={urlOf(format)} download>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </details>
      <IconButton icon="print" label={say.print} tip="left" onPress={() => window.print()} />
    </span>
  );
}
