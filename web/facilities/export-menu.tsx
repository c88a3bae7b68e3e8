import { useRef } from "react";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { FORMATS } from "./export-formats.ts";
import { words } from "./words.ts";

/** The same records in every format, a link each. */
export function ExportMenu(props: { label?: string; urlOf: (format: string) => string }) {
  const say = useWords(words);
  const label = props.label ?? say.exportThis;
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => details.current?.removeAttribute("open");
  return (
    <details
      className="export-menu"
      ref={details}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !details.current?.open) return;
        event.stopPropagation();
        close();
        details.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="icon-button" aria-label={label} data-tip={label} data-tip-side="left">
        <Icon name="download" />
      </summary>
      <ul>
        {FORMATS.map(({ format, title }) => (
          <li key={format}>
            <a href={props.urlOf(format)} download onClick={close}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
