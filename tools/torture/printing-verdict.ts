/** What a run that kills the branch while it prints must prove, as a pure function over paper and database. */

export interface OwedPaper {
  readonly jobId: string;
  readonly orderId: string;
  /** Taken back because the platform had cancelled the order meanwhile: nobody may cook it. */
  readonly isWithdrawn: boolean;
}

/** Paper with ink on it, whether or not it was finished. */
export interface PieceOfPaper {
  readonly jobId: string;
  readonly marked: boolean;
  readonly complete: boolean;
}

export interface PrintingEvidence {
  readonly orderIds: readonly string[];
  readonly stationCount: number;
  /** The kitchen's print jobs as the branch keeps them. */
  readonly jobs: readonly OwedPaper[];
  readonly pieces: readonly PieceOfPaper[];
}

export interface PrintingViolation {
  readonly rule: 'not_queued' | 'queued_twice' | 'lost_on_paper' | 'unmarked_copy';
  readonly order: string;
  readonly detail: string;
}

export interface PrintingVerdict {
  readonly lost: number;
  readonly duplicated: number;
  readonly unmarkedCopies: number;
  readonly verdict: 'clean' | 'violated';
  readonly violations: readonly PrintingViolation[];
}

/** Each order has one job for each station, each job that was not withdrawn a whole piece of paper, and no piece but its first is unmarked. */
export function judgePrinting({
  orderIds,
  stationCount,
  jobs,
  pieces,
}: PrintingEvidence): PrintingVerdict {
  const jobsOf = Map.groupBy(jobs, (job) => job.orderId);
  const piecesOf = Map.groupBy(pieces, (piece) => piece.jobId);
  const violations = orderIds.flatMap((order) => {
    const mine = jobsOf.get(order) ?? [];
    const found = (rule: PrintingViolation['rule'], detail: string) => ({ rule, order, detail });
    const count = `${mine.length} of ${stationCount} jobs`;
    return [
      ...(mine.length < stationCount ? [found('not_queued', count)] : []),
      ...(mine.length > stationCount ? [found('queued_twice', count)] : []),
      ...mine.flatMap((job) =>
        judgeJob(job, piecesOf.get(job.jobId) ?? []).map((rule) => found(rule, job.jobId)),
      ),
    ];
  });
  const count = (...rules: PrintingViolation['rule'][]) =>
    violations.filter(({ rule }) => rules.includes(rule)).length;
  return {
    lost: count('not_queued', 'lost_on_paper'),
    duplicated: count('queued_twice'),
    unmarkedCopies: count('unmarked_copy'),
    verdict: violations.length === 0 ? 'clean' : 'violated',
    violations,
  };
}

function judgeJob(
  { isWithdrawn }: OwedPaper,
  pieces: readonly PieceOfPaper[],
): ('lost_on_paper' | 'unmarked_copy')[] {
  const isMissing = !isWithdrawn && !pieces.some(({ complete }) => complete);
  const isCopied = pieces.filter(({ marked }) => !marked).length > 1;
  return [
    ...(isMissing ? ['lost_on_paper' as const] : []),
    ...(isCopied ? ['unmarked_copy' as const] : []),
  ];
}
