import { endsOf, type Going, type RouteNetwork } from "./route-path.ts";

/** Edges of one street that a route goes along one after the other. */
export type Run = {
  readonly streetId: string | null;
  /** Places in the course, the last one too. */
  readonly first: number;
  readonly last: number;
  readonly edges: readonly number[];
  /** Other streets that meet it where it is entered and left. */
  readonly fromStreets: readonly string[];
  readonly toStreets: readonly string[];
  /** It does not go on from where the one before ended. */
  readonly isBreak: boolean;
};

/** A course, street by street, each with the streets between which it is gone along. */
export function runsOf(network: RouteNetwork, course: readonly number[], going: Going): Run[] {
  const breaks: number[] = [];
  endsOf(network, course, going, breaks);
  const isBreak = new Set(breaks);
  const runs: { streetId: string | null; first: number; edges: number[] }[] = [];
  for (const [i, edge] of course.entries()) {
    const { streetId } = network.edges[edge]!;
    const run = runs.at(-1);
    if (run && run.streetId === streetId && !isBreak.has(i)) run.edges.push(edge);
    else runs.push({ streetId, first: i, edges: [edge] });
  }
  return runs.map(({ streetId, first, edges }) => {
    const [from, to] = outerNodes(network, edges, going);
    const others = (node: number) => streetsAt(network, node).filter((id) => id !== streetId);
    return {
      ...{ streetId, first, last: first + edges.length - 1, edges, isBreak: isBreak.has(first) },
      ...{ fromStreets: others(from), toStreets: others(to) },
    };
  });
}

/** Where edges that follow each other begin and end; as drawn where they do not say. */
function outerNodes(network: RouteNetwork, edges: readonly number[], going: Going) {
  const ends = endsOf(network, edges, going);
  const last = edges.at(-1)!;
  const to = ends.length === 1 ? ends[0]! : network.toNodes[last]!;
  if (edges.length === 1) {
    const [a, b] = [network.fromNodes[last]!, network.toNodes[last]!];
    return [to === b ? a : b, to] as const;
  }
  const [first, second] = [edges[0]!, edges[1]!];
  const of = (edge: number) => [network.fromNodes[edge]!, network.toNodes[edge]!];
  const isMet = of(second).includes(network.toNodes[first]!);
  return [isMet ? network.fromNodes[first]! : network.toNodes[first]!, to] as const;
}

/** The named streets that meet in a node, in the order of their ids. */
function streetsAt({ links, edges }: RouteNetwork, node: number): string[] {
  const found = new Set<string>();
  for (let at = links.starts[node]!; at < links.starts[node + 1]!; at++) {
    const { streetId } = edges[links.edges[at]!]!;
    if (streetId !== null) found.add(streetId);
  }
  return [...found].sort();
}
