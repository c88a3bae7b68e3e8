import { DOMParser, type Element } from "@xmldom/xmldom";
import { expect } from "vitest";

/**
 * A client of GeoReport v2 as somebody writes it who has the specification and has never seen our server: the requests
 * are those of its examples, and the answers are read as its examples are shaped. It knows both formats and compares
 * them by reading either into the same records.
 *
 * @see https://wiki.open311.org/GeoReport_v2 (frozen; its tables of fields, and an example under each method)
 */

type Fetch = (path: string, init?: RequestInit) => Response | Promise<Response>;
export type Format = "json" | "xml";
export type Fields = Readonly<Record<string, string>>;

/** Text of a field; null where it is empty, or null in JSON. */
export type Open311Record = { [name: string]: string | null | Open311Record[] };
export type Answer = {
  readonly status: number;
  readonly contentType: string | null;
  readonly retryAfter: string | null;
  readonly body: string;
  readonly records: Open311Record[];
};

const text = /^[\s\S]*$/;
const W3C = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/;
const decimal = /^-?\d+(?:\.\d+)?$/;
const whole = /^\d+$/;
const boolean = /^(?:true|false)$/;

type Field = {
  readonly value: RegExp | Table;
  /** Whether it may be empty. */
  readonly isOptional?: boolean;
  /** Whether the element may be left out. */
  readonly isExtension?: boolean;
};
/** A list of records: the element of the list holds one `item` element for each. */
type Table = { readonly item: string; readonly fields: Readonly<Record<string, Field>> };

const must = (value: Field["value"]): Field => ({ value });
const may = (value: Field["value"]): Field => ({ value, isOptional: true });

/** The tables of fields of the specification, by root element. */
const TABLES: Readonly<Record<string, Table>> = {
  services: {
    item: "service",
    fields: {
      service_code: must(/^\S+$/),
      service_name: must(text),
      description: may(text),
      metadata: must(boolean),
      type: must(/^(?:realtime|batch|blackbox)$/),
      keywords: may(text),
      group: may(text),
    },
  },
  attributes: {
    item: "attribute",
    fields: {
      variable: must(boolean),
      code: must(/^\S+$/),
      datatype: must(/^(?:string|number|datetime|text|singlevaluelist|multivaluelist)$/),
      required: must(boolean),
      datatype_description: may(text),
      order: must(/^[1-9]\d*$/),
      description: must(text),
      values: may({ item: "value", fields: { key: must(text), name: must(text) } }),
    },
  },
  requests: {
    item: "request",
    fields: {
      service_request_id: must(/^\S+$/),
      status: must(/^(?:open|closed)$/),
      status_notes: may(text),
      service_name: must(text),
      service_code: must(/^\S+$/),
      description: may(text),
      agency_responsible: may(text),
      service_notice: may(text),
      requested_datetime: must(W3C),
      updated_datetime: must(W3C),
      expected_datetime: may(W3C),
      address: may(text),
      address_id: may(text),
      zipcode: may(text),
      lat: may(decimal),
      long: may(decimal),
      media_url: may(/^https?:/),
    },
  },
  created: {
    item: "request",
    fields: {
      service_request_id: must(/^\S+$/),
      service_notice: may(text),
      account_id: may(text),
    },
  },
  tokens: {
    item: "request",
    fields: { service_request_id: must(/^\S+$/), token: must(/^\S+$/) },
  },
  errors: { item: "error", fields: { code: must(whole), description: must(text) } },
};

const childrenOf = (element: Element): Element[] =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);

/** A document, if it is well-formed: UTF-8 by its declaration, no namespace, no attribute, no text beside elements. */
export function parsedXml(body: string): Element {
  expect(body).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/i);
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  const root = parser.parseFromString(body, "text/xml").documentElement!;
  requirePlain(root);
  return root;
}

function requirePlain(element: Element) {
  expect([element.tagName, element.attributes.length, element.namespaceURI]).toEqual([
    element.tagName,
    0,
    null,
  ]);
  const children = childrenOf(element);
  if (children.length > 0)
    for (const node of Array.from(element.childNodes))
      if (node.nodeType === 3) expect(node.nodeValue?.trim()).toBe("");
  children.forEach(requirePlain);
}

/** The list in an element as the table has it; everything that is not in the table, or lacks, is an error. */
function recordsIn(list: Element, table: Table): Open311Record[] {
  return childrenOf(list).map((element) => {
    expect(element.tagName).toBe(table.item);
    const record: Open311Record = {};
    for (const child of childrenOf(element)) {
      expect(Object.keys(record)).not.toContain(child.tagName);
      const inner = table.fields[child.tagName]?.value;
      record[child.tagName] =
        inner !== undefined && !(inner instanceof RegExp)
          ? recordsIn(child, inner)
          : child.textContent || null;
    }
    return checked(record, table);
  });
}

function recordsOf(list: unknown, table: Table): Open311Record[] {
  expect(Array.isArray(list)).toBe(true);
  return (list as Record<string, unknown>[]).map((one) => {
    const record: Open311Record = {};
    for (const [name, value] of Object.entries(one)) {
      const inner = table.fields[name]?.value;
      record[name] =
        value === null || value === ""
          ? null
          : inner !== undefined && !(inner instanceof RegExp)
            ? recordsOf(value, inner)
            : String(value);
    }
    return checked(record, table);
  });
}

function checked(record: Open311Record, table: Table): Open311Record {
  const { extended_attributes: _own, ...known } = record; // an extension that was asked for
  expect(Object.keys(known).sort()).toEqual(Object.keys(table.fields).sort());
  for (const [name, { value, isOptional }] of Object.entries(table.fields)) {
    const given = record[name] ?? null;
    if (given === null) expect([name, isOptional]).toEqual([name, true]);
    else if (value instanceof RegExp)
      expect([name, given]).toEqual([name, expect.stringMatching(value)]);
  }
  return record;
}

/** Reads an answer as the specification shapes it. @throws where it is shaped otherwise. */
export function readAnswer(format: Format, root: keyof typeof TABLES, body: string) {
  const table = TABLES[root]!;
  if (format === "json") {
    const parsed: unknown = JSON.parse(body);
    if (root !== "attributes") return recordsOf(parsed, table);
    const { service_code, attributes } = parsed as Record<string, unknown>; // checked by use
    return [{ service_code: String(service_code), attributes: recordsOf(attributes, table) }];
  }
  const document = parsedXml(body);
  if (root === "attributes") {
    expect(document.tagName).toBe("service_definition");
    const [code, attributes] = childrenOf(document);
    expect([code?.tagName, attributes?.tagName]).toEqual(["service_code", "attributes"]);
    return [{ service_code: code!.textContent, attributes: recordsIn(attributes!, table) }];
  }
  const names: Readonly<Record<string, string>> = { services: "services", errors: "errors" };
  expect(document.tagName).toBe(names[root] ?? "service_requests");
  return recordsIn(document, table);
}

/** @param endpoint  Where `services.xml` is, without the slash at its end. */
export function open311Client(
  fetch: Fetch,
  endpoint: string,
  { format, jurisdictionId, apiKey }: { format: Format; jurisdictionId?: string; apiKey?: string },
) {
  async function read(
    root: keyof typeof TABLES,
    path: string,
    init?: RequestInit,
  ): Promise<Answer> {
    const response = await fetch(`${endpoint}${path}`, init);
    const body = await response.text();
    const contentType = response.headers.get("content-type");
    expect(contentType).toBe(
      format === "json" ? "application/json; charset=utf-8" : "text/xml; charset=utf-8",
    );
    return {
      ...{ status: response.status, contentType, body },
      retryAfter: response.headers.get("retry-after"),
      records: readAnswer(format, response.ok ? root : "errors", body),
    };
  }
  const query = (fields: Fields = {}) =>
    `?${new URLSearchParams({ ...(jurisdictionId ? { jurisdiction_id: jurisdictionId } : {}), ...fields })}`;
  return {
    services: () => read("services", `/services.${format}${query()}`),
    definition: (code: string) => read("attributes", `/services/${code}.${format}${query()}`),
    requests: (fields: Fields = {}) => read("requests", `/requests.${format}${query(fields)}`),
    request: (id: string, fields: Fields = {}) =>
      read("requests", `/requests/${id}.${format}${query(fields)}`),
    token: (id: string) => read("tokens", `/tokens/${id}.${format}${query()}`),
    post: (fields: Fields, headers: Record<string, string> = {}) =>
      read("created", `/requests.${format}`, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
          ...headers,
        },
        body: new URLSearchParams({
          ...(apiKey ? { api_key: apiKey } : {}),
          ...(jurisdictionId ? { jurisdiction_id: jurisdictionId } : {}),
          ...fields,
        }).toString(),
      }),
  };
}
