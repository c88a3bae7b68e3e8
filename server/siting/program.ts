import loadHighs, { type Highs } from "highs";
import type { Watch } from "./problem.ts";

/** A sum of columns between two numbers; Infinity where there is no end. */
export type Rule = {
  readonly columns: readonly number[];
  /** One a column; 1 each when they are not given. */
  readonly factors?: readonly number[];
  readonly low: number;
  readonly high: number;
};

/** A linear program with some columns yes or no, the others between 0 and their upper end. */
export type Program = {
  readonly sense: "least" | "most";
  /** What each column is worth. */
  readonly worth: Float64Array;
  readonly upper: Float64Array;
  /** 1 where a column is a whole number. */
  readonly whole: Uint8Array;
  readonly rules: readonly Rule[];
};

export type ProgramAnswer =
  | {
      readonly status: "optimal" | "feasible";
      readonly values: Float64Array;
      readonly objective: number;
      readonly bound: number;
    }
  | { readonly status: "infeasible" }
  /** The time was up and nothing was found; no answer is better than the bound. */
  | { readonly status: "undecided"; readonly bound: number };

let loaded: Promise<Highs> | null = null;

/** HiGHS, loaded once: 3.5 MB of WebAssembly. */
export async function loadSolver(): Promise<Highs> {
  loaded ??= loadHighs();
  return loaded;
}

/**
 * Solves a program to the end, or as far as the time allows.
 *
 * Nothing can interrupt it but the end of its thread: it looks at its own time limit only now and then.
 *
 * @param start  values to begin with, when a good answer is known.
 * @param tell  hears of better answers and bounds.
 */
export function solveProgram(
  highs: Highs,
  program: Program,
  watch: Watch,
  start: Float64Array | null = null,
): ProgramAnswer {
  const { sense, worth, upper, whole, rules } = program;
  const starts = new Int32Array(rules.length + 1);
  rules.forEach(({ columns }, r) => {
    starts[r + 1] = starts[r]! + columns.length;
  });
  const values = new Float64Array(starts[rules.length]!).fill(1);
  const indices = new Int32Array(values.length);
  rules.forEach(({ columns, factors }, r) => {
    indices.set(columns, starts[r]);
    if (factors) values.set(factors, starts[r]);
  });
  const end = (bound: number) =>
    Math.abs(bound) === Number.POSITIVE_INFINITY ? Math.sign(bound) * highs.infinity : bound;
  const { objectiveSense, modelStatus, callbackType } = highs.constants;
  return highs.withModel(
    {
      numCols: worth.length,
      numRows: rules.length,
      sense: sense === "least" ? objectiveSense.minimize : objectiveSense.maximize,
      colCost: worth,
      colLower: new Float64Array(worth.length),
      colUpper: upper.map(end),
      rowLower: Float64Array.from(rules, ({ low }) => end(low)),
      rowUpper: Float64Array.from(rules, ({ high }) => end(high)),
      matrix: {
        format: "csr",
        numRows: rules.length,
        numCols: worth.length,
        starts,
        indices,
        values,
      },
      integrality: Int32Array.from(whole),
    },
    (model): ProgramAnswer => {
      model.options.set({
        output_flag: false,
        mip_rel_gap: 0,
        mip_abs_gap: 1e-6,
        random_seed: 1,
      });
      const seconds = watch.remainingSeconds();
      if (seconds < Number.POSITIVE_INFINITY)
        model.options.set("time_limit", Math.max(seconds, 0.01));
      if (start) model.setSolution({ colValue: start });
      model.run({
        [callbackType.mipLogging]({ data }) {
          const objective = data.mip_primal_bound;
          const bound = data.mip_dual_bound;
          const isKnown = (x: number | undefined) => x !== undefined && Math.abs(x) < 1e30;
          watch.tell({
            objective: isKnown(objective) ? objective! : null,
            bound: isKnown(bound) ? bound! : null,
          });
        },
        [callbackType.mipInterrupt](event) {
          if (watch.isOver()) event.interrupt();
        },
      });
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return { status: "infeasible" };
      const isOptimal = status === modelStatus.optimal;
      const isMip = whole.includes(1);
      const found = isOptimal || model.info.get("primal_solution_status") === 2;
      const bound = isMip ? Number(model.info.get("mip_dual_bound")) : model.getObjectiveValue();
      if (!found) return { status: "undecided", bound };
      const objective = model.getObjectiveValue();
      const colValue = Float64Array.from(model.getSolution().colValue);
      return {
        status: isOptimal ? "optimal" : "feasible",
        values: colValue,
        objective,
        bound: isOptimal ? objective : bound,
      };
    },
  );
}
