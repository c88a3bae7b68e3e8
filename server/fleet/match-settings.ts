/** What matching goes by. Costs are in nats: one that is higher by 1 is e times less likely. */
export type MatchSettings = {
  /** Standard deviation of a fix to either side of where the vehicle was, where the fix does not say itself. */
  readonly sigmaMeters: number;
  /** A street farther from a fix than this is none for it. */
  readonly searchMeters: number;
  /** Places tried for a fix at most, the nearest ones. */
  readonly mostCandidates: number;
  /** How much longer or shorter the way between two fixes is than the straight line, on average: at any distance … */
  readonly betaMeters: number;
  /** … and for each meter of the straight line. */
  readonly betaShare: number;
  /** Cost of turning back on a street where it does not end. */
  readonly turnBackCost: number;
  /** A vehicle that stands seems to slip back along its street; so far it is not taken to have turned. */
  readonly slipMeters: number;
  /** Fixes nearer to the last one used than this many sigma tell nothing new, and are only counted. */
  readonly thinSigmas: number;
  /** Longer without a fix, and nobody knows where the vehicle was. */
  readonly silenceSeconds: number;
  /** Off every street for longer, the vehicle was on none; shorter, the fixes were wrong. */
  readonly offStreetSeconds: number;
  /** In and out again by the same end, not farther than this, is noise. */
  readonly spurMeters: number;
  /** Nothing drives faster; ways that would need it become ever less likely. Infinity where times are made up. */
  readonly topSpeedKmh: number;
  /** Cost of taking a fix for wrong. */
  readonly outlierCost: number;
  /** Cost of driving along a street against the heading of the fix; at right angles half of it. */
  readonly headingCost: number;
  /** Below this speed a heading says nothing. */
  readonly headingFromKmh: number;
  /** Cost of going on where no way leads. */
  readonly breakCost: number;
  /** Online: what is not certain after so many fixes used is taken as it looks then. */
  readonly lagFixes: number;
};

/** Found on seeded drives over Porto and Shenzhen (docs/matching.md). */
export const MATCH_PRESETS: MatchSettings = {
  sigmaMeters: 10,
  searchMeters: 70,
  mostCandidates: 14,
  betaMeters: 5,
  betaShare: 0.06,
  turnBackCost: 6,
  slipMeters: 30,
  thinSigmas: 2,
  silenceSeconds: 180,
  offStreetSeconds: 45,
  spurMeters: 25,
  topSpeedKmh: 160,
  outlierCost: 9,
  headingCost: 4,
  headingFromKmh: 7,
  breakCost: 30,
  lagFixes: 24,
};
