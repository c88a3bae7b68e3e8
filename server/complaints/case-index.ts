import { withRoom } from "../store/column.ts";
import { caseCells, type PlaceCells } from "./case-cells.ts";
import { type CaseColumns, caseColumns, ROOM_AHEAD } from "./case-columns.ts";
import {
  type CaseComparison,
  type ComparedBy,
  comparedCases,
  type Repetition,
} from "./case-comparison.ts";
import {
  type CaseCount,
  countRows,
  type DayCount,
  dayCounts,
  facetCounts,
  passingRows,
  tallyOf,
} from "./case-counts.ts";
import { type CaseFacet, type CaseFilters, type CaseScope, rowsLeft } from "./case-filters.ts";
import { caseOrder } from "./case-order.ts";
import { type CaseDirection, type CaseSort, casePage, sortedBy } from "./case-page.ts";
import type { CaseRow } from "./case-row.ts";
import { foldedText, searchWords, textSearch } from "./case-text.ts";

/** Rows are taken in so many at a time while loading, a few milliseconds' work. */
const ROWS_AT_A_STRETCH = 4096;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

const NO_TEXT = 0xffffffff;

/** The most cases of one page. */
export const LONGEST_PAGE = 200;

/** Which cases are meant, and what time it is to whoever asks. */
export type CaseQuestion = {
  readonly filters: CaseFilters;
  readonly scope?: CaseScope;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
};

export type CaseListQuestion = CaseQuestion & {
  readonly sort: CaseSort;
  readonly direction: CaseDirection;
  /** 0 to 200; 0 asks for counts only. */
  readonly limit: number;
  /** As the page before gave it; null begins the list. */
  readonly cursor: string | null;
  /** Counts by day or week of receipt too. */
  readonly histogram?: "day" | "week";
};

export type CaseList = {
  /** Cases that pass every filter. */
  readonly total: number;
  /** The page, in order. */
  readonly ids: readonly string[];
  /** Asks for the next page; null when this is the last one. */
  readonly cursor: string | null;
  /** For each facet, how many cases choosing a value would give: all filters but the facet's own hold. */
  readonly counts: Record<CaseFacet, readonly CaseCount[]>;
  /** The same for days or weeks of receipt; null when not asked for. */
  readonly histogram: readonly DayCount[] | null;
};

/** The complaints of a district in memory: lists, counts, search and comparison without the database. */
export type CaseIndex = ReturnType<typeof caseIndex>;

/**
 * An empty list of complaints.
 *
 * Everything but `load` is done at once, so that an answer never mixes two states of the register.
 *
 * @param openStates  States in which a case is open.
 */
export function caseIndex({ openStates }: { readonly openStates: Iterable<string> }) {
  const open = new Set(openStates);
  const columns = caseColumns();
  const { ids, at } = columns;
  const cells = caseCells(columns);
  const orders = sortedBy(columns, caseOrder);
  const allOrders = Object.values(orders);
  const texts = textSearch();
  let rowOfText = new Uint32Array(0);
  let textOfRow = new Uint32Array(0);
  /** 1 for each complaint that is in the list; the others were removed. */
  let present = new Uint8Array(0);
  let passed = new Uint8Array(0);
  let scratch = new Uint32Array(0);

  function writeText(row: number, { text, number, address }: CaseRow) {
    const folded = [text, number, address ?? ""].map(foldedText).join(" ");
    if (textOfRow[row] !== NO_TEXT && texts.isText(textOfRow[row]!, folded)) return;
    const document = texts.append(folded);
    rowOfText = withRoom(rowOfText, document + 1);
    rowOfText[document] = row;
    textOfRow[row] = document;
  }

  function makeRoom(length: number) {
    const before = textOfRow.length;
    textOfRow = withRoom(textOfRow, length);
    textOfRow.fill(NO_TEXT, before);
    present = withRoom(present, length);
    passed = withRoom(passed, length);
    scratch = withRoom(scratch, length);
  }

  /** Takes in complaints that are new or have changed; of several with one id the last counts. */
  function upsert(cases: Iterable<CaseRow>) {
    const byRow = new Map<number, CaseRow>();
    for (const written of cases) byRow.set(ids.intern(written.id), written);
    makeRoom(ids.length);
    const known = [...byRow.keys()].filter((row) => present[row] === 1);
    const before = allOrders.map(({ key }) => new Map(known.map((row) => [row, key(row)])));
    // an order finds a row by what it is sorted by, so those that may move are out while columns are written
    for (const [i, { order, keyOf }] of allOrders.entries())
      order.remove(known.filter((row) => isMoved(before[i]!.get(row), keyOf(byRow.get(row)!))));
    for (const [row, written] of byRow) {
      columns.write(row, written);
      writeText(row, written);
    }
    for (const [i, { order, keyOf }] of allOrders.entries()) {
      const added: number[] = [];
      for (const [row, written] of byRow) {
        const [was, is] = [before[i]!.get(row) ?? null, keyOf(written)];
        if (is !== null && was !== is) added.push(row);
      }
      order.add(added);
    }
    for (const row of byRow.keys()) present[row] = 1;
  }
  const isMoved = (was: number | string | null | undefined, is: number | string | null) =>
    was !== null && was !== undefined && was !== is;

  /** Takes out complaints; ids that are not there do not matter. */
  function remove(gone: Iterable<string>) {
    const rows = [...new Set([...gone].map((id) => ids.find(id)))].filter(
      (row) => row >= 0 && present[row] === 1,
    );
    for (const { order, key } of allOrders) order.remove(rows.filter((row) => key(row) !== null));
    for (const row of rows) {
      present[row] = 0;
      textOfRow[row] = NO_TEXT;
    }
  }

  /**
   * Takes in many complaints, giving way to other work every few milliseconds. Newest last is quickest. Until it has
   * ended, lists hold what came so far.
   */
  async function load(chunks: Iterable<readonly CaseRow[]> | AsyncIterable<readonly CaseRow[]>) {
    for await (const chunk of chunks)
      for (let from = 0; from < chunk.length; from += ROWS_AT_A_STRETCH) {
        upsert(chunk.slice(from, from + ROWS_AT_A_STRETCH));
        await breathe();
      }
    columns.trim();
    texts.trim(ROOM_AHEAD);
    for (const { order } of allOrders) order.trim(ROOM_AHEAD);
  }

  function found(words: readonly string[]): Uint32Array {
    let count = 0;
    const rows = new Uint32Array(ids.length);
    texts.search(words, (documents) => {
      for (let i = 0; i < documents.length; i++) {
        const row = rowOfText[documents[i]!]!;
        if (textOfRow[row] === documents[i]) rows[count++] = row; // else the text was another since
      }
    });
    return rows.subarray(0, count);
  }

  /** In the order of receipt, the rows of some local days. */
  function receivedIn({ receivedFrom, receivedTo }: CaseFilters): Uint32Array {
    const { order } = orders.received;
    const { receivedDays } = at;
    const from =
      receivedFrom === undefined ? 0 : order.seek((row) => receivedDays[row]! < receivedFrom);
    const to =
      receivedTo === undefined
        ? order.rows.length
        : order.seek((row) => receivedDays[row]! <= receivedTo);
    return order.rows.subarray(from, Math.max(from, to));
  }

  /** What no choice of counted values brings back, out of what a search found or of all in the order of receipt. */
  function rowsMeant({ filters, scope = {} }: CaseQuestion, byDay: boolean): Uint32Array {
    const words = searchWords(filters.text ?? "");
    const among = byDay ? orders.received.order.rows : receivedIn(filters);
    const rows = words.length > 0 ? found(words) : among;
    const skipsReceived = byDay || words.length === 0;
    return rowsLeft(columns, filters, { rows, into: scratch, skipsReceived, scope, cells });
  }

  /** Says which confidential rows somebody may see; null where that is all of them or none. */
  function namedIn({ confidential }: CaseScope): ((row: number) => boolean) | null {
    if (!confidential || confidential === "all") return null;
    const named = new Set(confidential.map((id) => ids.find(id)));
    const { codes, values } = columns.nature.field("isConfidential");
    return (row) => values[codes[at.natures[row]!]!] === true && named.has(row);
  }

  /** Marks in `passed` what passes every filter, and counts. */
  function select(question: CaseQuestion, byDay: boolean) {
    const { filters, scope = {}, now } = question;
    const rows = rowsMeant(question, byDay);
    const days = byDay ? daySpan(rows) : null;
    const tally = tallyOf(columns, filters, { scope, openStates: open, days });
    const asked = { now, passed };
    passed.fill(0, 0, ids.length);
    countRows(columns, rows, tally, { ...asked, natureFails: tally.natureFails });
    const isNamed = namedIn(scope);
    if (isNamed)
      countRows(columns, rows.filter(isNamed), tally, {
        ...asked,
        natureFails: tally.natureFailsNamed,
      });
    return tally;
  }

  /** Rows in the order of receipt. */
  function inReceipt(rows: Uint32Array): Uint32Array {
    passed.fill(0, 0, ids.length);
    for (const row of rows) passed[row] = 1;
    return orders.received.order.rows.filter((row) => passed[row] === 1);
  }

  function daySpan(rows: Uint32Array): [first: number, last: number] {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const { receivedDays } = at;
    for (let i = 0; i < rows.length; i++) {
      const day = receivedDays[rows[i]!]!;
      if (day < first) first = day;
      if (day > last) last = day;
    }
    return rows.length > 0 ? [first, last] : [0, -1];
  }

  return {
    upsert,
    remove,
    load,
    get length() {
      return orders.received.order.rows.length;
    },
    /**
     * A page of the list, and counts.
     *
     * @throws {RangeError} when the limit is not 0 to 200.
     * @throws {CaseCursorError}
     */
    list(question: CaseListQuestion): CaseList {
      const { limit, histogram } = question;
      if (!Number.isInteger(limit) || limit < 0 || limit > LONGEST_PAGE)
        throw new RangeError(`expected a limit of 0 to ${LONGEST_PAGE}, got ${limit}`);
      const tally = select(question, histogram !== undefined);
      const page =
        limit === 0 ? { rows: [], cursor: null } : casePage(columns, orders, passed, question);
      return {
        total: tally.total,
        ids: page.rows.map((row) => ids.word(row)),
        cursor: page.cursor,
        counts: facetCounts(tally),
        histogram: histogram ? dayCounts(tally, histogram) : null,
      };
    },
    /** Ids of all cases meant, in order, for an export: at most `limit`. */
    idsOf(
      question: CaseQuestion & Pick<CaseListQuestion, "sort" | "direction">,
      limit: number,
    ): string[] {
      select(question, false);
      const page = casePage(columns, orders, passed, { ...question, limit, cursor: null });
      return page.rows.map((row) => ids.word(row));
    },
    /** The cases meant, as rows of the columns in the order of receipt: for what counts them in ways of its own. */
    chosen(question: CaseQuestion): { rows: Uint32Array; columns: CaseColumns } {
      const { filters, scope = {}, now } = question;
      const isInOrder = searchWords(filters.text ?? "").length === 0;
      const meant = rowsMeant(question, false);
      const rows = isInOrder ? meant : inReceipt(meant);
      const tally = tallyOf(columns, filters, { scope, openStates: open, days: null });
      const asked = { now, isNamed: namedIn(scope), into: scratch };
      return { rows: passingRows(columns, rows, tally, asked), columns };
    },
    /** Which H3 cell each of some rows lies in. */
    placeCells: (resolution: number, rows: Uint32Array): PlaceCells => cells.fill(resolution, rows),
    /** Figures of the cases meant, compared by area, unit, category or month of receipt. */
    comparison(question: CaseQuestion, by: ComparedBy, repetition: Repetition): CaseComparison[] {
      select(question, false);
      return comparedCases(columns, orders.received.order.rows, {
        passed,
        by,
        repetition,
        now: question.now,
        openStates: open,
      });
    },
    /** Memory its arrays take, in bytes. */
    bytes: () => ({
      columns:
        columns.bytes() +
        cells.bytes() +
        rowOfText.byteLength +
        textOfRow.byteLength +
        present.byteLength +
        passed.byteLength +
        scratch.byteLength,
      orders: allOrders.reduce((sum, { order }) => sum + order.bytes(), 0),
      ...texts.bytes(),
    }),
  };
}
