import { useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { operations } from "../api/schema.gen.ts";
import { isDay } from "../ui/format.ts";
import { useSetLink } from "../ui/link.ts";
import { AUDIT_LINKED } from "./audit-linked.ts";

export type AuditLinked = { readonly [K in (typeof AUDIT_LINKED)[number]]?: string };
type Asked = NonNullable<operations["getAudit"]["parameters"]["query"]>;

/** This page's parameters of the link; what is no text, or no day where one belongs, is dropped. */
export function auditLinkedOf(search: Readonly<Record<string, unknown>>): AuditLinked {
  return Object.fromEntries(
    AUDIT_LINKED.flatMap((key) => {
      const value = search[key];
      if (typeof value !== "string" || value === "") return [];
      const isSound = key === "since" || key === "until" ? isDay(value) : value.length <= 100;
      return isSound ? [[key, value]] : [];
    }),
  );
}

/** What the server is asked for, by a page and by a file alike. */
export function auditAsked({ since, until, text, ...same }: AuditLinked): Asked {
  return {
    ...same,
    ...(since ? { from: since } : {}),
    ...(until ? { to: until } : {}),
    ...(text ? { q: text } : {}),
  };
}

export const useAuditLinked = () => auditLinkedOf(useSearch({ strict: false }));

/** Changes some of them; undefined takes one out of the link. A choice is a step back in the browser, typing is none. */
export function useSetAuditLinked() {
  const set = useSetLink<keyof AuditLinked>();
  return useCallback(
    (change: Parameters<typeof set>[0], isStep = true) => set(change, isStep),
    [set],
  );
}

/** No filter at all. */
export const NO_FILTER = Object.fromEntries(AUDIT_LINKED.map((key) => [key, undefined]));
