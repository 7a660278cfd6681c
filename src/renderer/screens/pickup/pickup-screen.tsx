import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import type { PickupNumber } from '../../../shared/contract/kitchen.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useConnected } from '../../api/queries.ts';
import { useServerTime } from '../../api/server-time.tsx';
import { PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { createTexts, useT } from '../../i18n/i18n.tsx';
import { useSelf } from '../../terminals/use-self.ts';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './pickup.module.css';

/** A television has no scroll bar: the ones that wait longest and the ones that are ready last. */
const mostShown = 15;

/** Whoever waits reads either language. */
const both = (['ar', 'en'] as const).map((language) => ({
  language,
  texts: createTexts(language, 'latin'),
}));

/** What guests and couriers look at: their number, and whether it is ready. */
export function PickupScreen() {
  const t = useT();
  const query = usePickupNumbers();
  const isTill = useSelf().data?.kind !== 'pickup';
  return (
    <div className={classes.pickup}>
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('pickup.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data ? (
        <main className={classes.halves}>
          <h1 className={classes.branch}>
            <bdi>{query.data.branchName || t('pickup.title')}</bdi>
          </h1>
          <Half kind="preparing" numbers={query.data.preparing} />
          <Half kind="ready" numbers={query.data.ready} />
        </main>
      ) : null}
      {isTill ? (
        <nav>
          <Link href="/" className={classes.back ?? ''}>
            {t('kitchen.back')}
          </Link>
        </nav>
      ) : null}
    </div>
  );
}

function usePickupNumbers() {
  const api = useBranchApi();
  const time = useServerTime();
  const connected = useConnected();
  return useQuery({
    queryKey: ['pickup'],
    refetchInterval: (connected ? 20 : 4) * secondMs,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const reply = await api.pickupNumbers({});
      time.correct(reply.serverTimeMs);
      return reply;
    },
  });
}

function Half(props: { kind: 'preparing' | 'ready'; numbers: readonly PickupNumber[] }) {
  const { kind, numbers } = props;
  const shown = numbers.slice(0, mostShown);
  const more = numbers.length - shown.length;
  return (
    <section className={classes.half} data-kind={kind} aria-labelledby={`pickup-${kind}`}>
      <h2 id={`pickup-${kind}`}>
        {both.map(({ language, texts }) => (
          <span key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
            {texts.t(`pickup.${kind}`)}
          </span>
        ))}
      </h2>
      <ul data-crowd={crowdOf(shown.length)}>
        {shown.map((one) => (
          <li key={one.orderId}>
            <bdi className={classes.number} style={lettersOf(one.number)}>
              {one.number}
            </bdi>
            {one.name === '' ? null : <bdi className={classes.name}>{one.name}</bdi>}
            {one.platform === 'counter' ? null : (
              <span className={classes.tag}>
                <PlatformTag platform={one.platform} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {more > 0 ? <p className={classes.more}>+{more}</p> : null}
    </section>
  );
}

/** Read by the style sheet, which makes a long number smaller. */
function lettersOf(number: string): CSSProperties {
  return { '--letters': Math.max(3, number.length) } as CSSProperties;
}

/** The fewer, the larger. */
function crowdOf(count: number): 'few' | 'some' | 'many' {
  if (count <= 4) return 'few';
  return count <= 8 ? 'some' : 'many';
}
