import { counterPlatform } from '../../../shared/contract/bill.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { Db } from '../database/index.ts';

export interface PlatformSales {
  readonly platform: string;
  readonly count: number;
  readonly totalMinor: number;
}

/**
 * What the platforms sold in a time, by when it was confirmed; the best seller first. Tests, what was taken back and
 * amounts in another currency do not count.
 */
export function listPlatformSales(
  db: Db,
  period: { readonly fromMs: EpochMs; readonly toMs: EpochMs; readonly currency: string },
): PlatformSales[] {
  // What was confirmed in that time has its present status since then at the earliest: the index finds it.
  return db
    .prepare<[object], PlatformSales>(
      `SELECT json_extract(body, '$.platform') AS platform, count(*) AS count,
              sum(coalesce(json_extract(body, '$.totalMinor'), 0)) AS totalMinor
         FROM orders
        WHERE is_open IN (0, 1) AND status_at_ms >= @fromMs
          AND status NOT IN ('rejected', 'cancelled', 'refunded')
          AND json_extract(body, '$.platform') <> @counterPlatform
          AND json_extract(body, '$.isTest') = 0
          AND json_extract(body, '$.currency') = @currency
          AND EXISTS (SELECT 1 FROM order_history
                       WHERE order_id = orders.id AND status = 'confirmed' AND taken = 1
                         AND at_ms BETWEEN @fromMs AND @toMs)
        GROUP BY 1 ORDER BY totalMinor DESC, count DESC`,
    )
    .all({ ...period, counterPlatform });
}
