import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { moreWords } from "./more-words.ts";

/** A figure that opens its complaints in the register; plain where the register cannot show them. */
export function RegisterLink(props: {
  list: string | null;
  label?: string;
  className?: string;
  children: ReactNode;
}) {
  const { list, label, className = "hot-link", children } = props;
  if (list === null) return <span>{children}</span>;
  return (
    <Link
      className={className}
      to="/complaints"
      aria-label={label}
      search={(now: Record<string, unknown>) => ({
        ...now,
        ...Object.fromEntries(new URLSearchParams(list)),
      })}
    >
      {children}
    </Link>
  );
}

/**
 * Leads to all complaints of a place in the register.
 *
 * @param count  null: the register lists more than these.
 * @param word  What it says of their number.
 */
export function AllInRegister(props: {
  list: string;
  count: number | null;
  word?: (count: string) => string;
}) {
  const say = useWords(moreWords);
  const language = useLanguage();
  const { list, count, word = say.register } = props;
  return (
    <RegisterLink list={list} className="hot-all">
      <Icon name="list" size={16} />
      {count === null ? say.registerPlace : word(formatCount(count, language))}
    </RegisterLink>
  );
}
