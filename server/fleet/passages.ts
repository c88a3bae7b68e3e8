import { edgeOf, isAgainst, type MatchNetwork } from "./match-network.ts";

/** A stretch of an edge driven in one go. */
export type Passage = {
  /** The place of the edge in the network's `edges`. */
  readonly edge: number;
  /** Shares of the edge from its `fromNode`, 0–1; `fromShare` > `toShare` when driven against it. */
  readonly fromShare: number;
  readonly toShare: number;
  /** When it was entered and left, between fixes as if driven evenly. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Fixes on it. */
  readonly points: number;
  /**
   * How likely it is, by the model and all fixes it was given, that the vehicle drove this edge in this direction then: of each
   * step between two fixes the share of all courses that go over the edge, averaged over the meters. It counts only the
   * shortest way between two places, so ways that are about as long make it less only where fixes lie on them.
   */
  readonly confidence: number;
};

/** A part of an arc as it was driven; meters from the arc's tail. */
export type Piece = {
  readonly arc: number;
  from: number;
  to: number;
  fromMs: number;
  toMs: number;
  points: number;
  confidence: number;
};

/** Places nearer than this are one. */
const SAME_METERS = 0.01;
/** Less than this of an edge is only its end, unless it is half of it. */
const LEAST_METERS = 1;

/**
 * Puts a piece after others; joins it to the last where it goes on on the same arc. What slips back and is driven again is
 * counted once.
 */
export function addPiece(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last && last.arc === piece.arc && piece.from <= last.to + SAME_METERS) {
    const [had, more] = [last.to - last.from, Math.max(0, piece.to - last.to)];
    if (had + more > 0)
      last.confidence = (had * last.confidence + more * piece.confidence) / (had + more);
    last.to += more;
    last.toMs = Math.max(last.toMs, piece.toMs);
    last.points += piece.points;
    return;
  }
  pieces.push(piece);
}

/** Whether a piece goes back over the ground of the one before it. */
export const isTurn = (p: Piece, q: Piece, { backs, lengths }: MatchNetwork) =>
  q.arc === backs[p.arc] && Math.abs(p.to + q.from - lengths[p.arc]!) < SAME_METERS;

/**
 * Takes out where a course goes onto streets and back the same way, less far than noise makes; what is before and after is
 * joined again. Changes the pieces given.
 */
export function withoutSpurs(pieces: readonly Piece[], network: MatchNetwork, spurMeters: number) {
  const kept: Piece[] = [];
  const rest = pieces.toReversed();
  for (let piece = rest.pop(); piece; piece = rest.pop()) {
    const last = kept.at(-1);
    if (!last || !isTurn(last, piece, network)) {
      addPiece(kept, piece);
      continue;
    }
    const depth = mirroredMeters(kept, [piece, ...rest.toReversed().slice(0, 12)], network);
    if (depth >= spurMeters) {
      kept.push(piece);
      continue;
    }
    // the shorter side goes whole, the other loses as much
    const meters = Math.min(last.to - last.from, piece.to - piece.from);
    last.to -= meters;
    piece.from += meters;
    if (piece.to - piece.from > SAME_METERS) rest.push(piece);
    if (last.to - last.from <= SAME_METERS) {
      kept.pop();
      const earlier = kept.at(-1);
      if (earlier) earlier.points += last.points;
    }
  }
  return kept;
}

/** How far a course goes back the way it came, from a turn between two runs of pieces. */
function mirroredMeters(
  before: readonly Piece[],
  after: readonly Piece[],
  network: MatchNetwork,
): number {
  let depth = 0;
  for (let k = 0; k < after.length && k < before.length; k++) {
    const [p, q] = [before[before.length - 1 - k]!, after[k]!];
    if (!isTurn(p, q, network)) break;
    const [in_, out] = [p.to - p.from, q.to - q.from];
    depth += Math.min(in_, out);
    if (Math.abs(in_ - out) > SAME_METERS) break;
  }
  return depth;
}

/** Pieces as passages, in the order driven; what is hardly an end of an edge is none. */
export function passagesOf(pieces: readonly Piece[], { lengths }: MatchNetwork): Passage[] {
  return pieces.flatMap((piece): Passage[] => {
    const { arc, from, to, fromMs, toMs, points, confidence } = piece;
    const length = lengths[arc]!;
    if (length === 0 || to - from < Math.min(LEAST_METERS, length / 2)) return [];
    const share = (along: number) => {
      const ahead = Math.min(Math.max(along / length, 0), 1);
      return isAgainst(arc) ? 1 - ahead : ahead;
    };
    return [
      {
        ...{ edge: edgeOf(arc), fromShare: share(from), toShare: share(to) },
        ...{ fromMs, toMs, points, confidence: Math.min(confidence, 1) },
      },
    ];
  });
}
