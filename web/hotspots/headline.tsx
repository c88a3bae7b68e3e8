import type { ReactNode } from "react";
import { formatPeriod } from "../ui/format.ts";
import { useLanguage } from "../ui/language.ts";

/** One number of a period, large, with what it counts beside it. */
export function Headline(props: {
  value: string;
  title: string;
  period: { readonly from: string; readonly to: string };
  children?: ReactNode;
}) {
  const language = useLanguage();
  return (
    <p className="hot-summary-now">
      <strong>{props.value}</strong>
      <span>
        {props.title}
        <br />
        <small>{formatPeriod(props.period, language)}</small>
      </span>
      {props.children}
    </p>
  );
}
