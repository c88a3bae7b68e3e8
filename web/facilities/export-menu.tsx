import { FileMenu } from "../ui/file-menu.tsx";
import { useWords } from "../ui/language.ts";
import { FORMATS } from "./export-formats.ts";
import { words } from "./words.ts";

/** The same records in every format, a link each. */
export function ExportMenu(props: { label?: string; urlOf: (format: string) => string }) {
  const say = useWords(words);
  return (
    <FileMenu label={props.label ?? say.exportThis} className="export-menu">
      {FORMATS.map(({ format, title }) => (
        <li key={format}>
          <a href={props.urlOf(format)} download>
            {title}
          </a>
        </li>
      ))}
    </FileMenu>
  );
}
