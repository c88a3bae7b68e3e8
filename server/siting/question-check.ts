import { invalid } from "./candidates.ts";
import type { SitingQuestion } from "./question.ts";

/** @throws {DomainError} `body-invalid` where what is asked does not go together. */
export function checkQuestion(question: SitingQuestion) {
  const { method, count, budgetYuan, alsoKinds, coverage } = question;
  const isOf = (...methods: readonly SitingQuestion["method"][]) => methods.includes(method);
  if (isOf("pmedian", "pcenter") && count === undefined)
    throw invalid("count", "how many new sites");
  if (isOf("mclp") && count === undefined && budgetYuan === undefined)
    throw invalid("count", "how many new sites, or a budget");
  if (isOf("lscp") && count !== undefined)
    throw invalid("count", "left out: lscp says how many", String(count));
  if (isOf("pmedian", "pcenter") && budgetYuan !== undefined)
    throw invalid("budgetYuan", "left out: only mclp and lscp spend", String(budgetYuan));
  if (question.leastCost && !isOf("lscp"))
    throw invalid("leastCost", "false: only lscp looks for the cheapest");
  if (coverage.hasCapacity && !isOf("mclp"))
    throw invalid("coverage.hasCapacity", "false: only mclp counts room");
  if (alsoKinds.length === 0) return;
  if (!isOf("mclp") || count === undefined)
    throw invalid("alsoKinds", "left out: several kinds together need mclp and a count");
  if (coverage.hasCapacity)
    throw invalid("coverage.hasCapacity", "false: several kinds together do not count room");
  if (question.minimumAreaSquareMeters === undefined)
    throw invalid(
      "minimumAreaSquareMeters",
      "what one takes of a plot, for several kinds together",
    );
  const kinds = [coverage.kind, ...alsoKinds.map(({ kind }) => kind)];
  for (const [at, kind] of kinds.entries())
    if (kinds.indexOf(kind) < at) throw invalid(`alsoKinds.${at - 1}.kind`, "each kind once", kind);
}
