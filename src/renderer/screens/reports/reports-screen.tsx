import { IconReportAnalytics } from '@tabler/icons-react';
import type { Report, ReportInput } from '../../../shared/contract/report.ts';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { Headline } from './headline.tsx';
import { HoursChart } from './hours-chart.tsx';
import { PeriodBar } from './period-bar.tsx';
import { shownRows } from './report-rows.ts';
import { ReportTable } from './report-table.tsx';
import classes from './reports.module.css';
import { useExport, useReport } from './use-report.ts';

/** What was sold, the counter and the platforms side by side. */
export function ReportsScreen() {
  const t = useT();
  const { period, setPeriod, input, today, query } = useReport();
  return (
    <Page title={t('reports.title')} wide>
      <PeriodBar period={period} today={today} onPeriod={setPeriod} />
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={3} /> : null}
      {query.isError ? (
        <QueryFailed
          title={t('reports.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data && !query.isError ? (
        <div aria-busy={query.isPlaceholderData} className={classes.report}>
          <Content report={query.data} input={input} />
        </div>
      ) : null}
    </Page>
  );
}

const order = [
  'items',
  'categories',
  'channels',
  'payments',
  'staff',
  'taxes',
  'hours',
  'days',
] as const;

function Content({ report, input }: { report: Report; input: ReportInput }) {
  const t = useT();
  const locale = useLocale();
  const save = useExport(input);
  const { counter, platforms, refunds, tables } = report;
  const isEmpty = counter.orders + platforms.orders + refunds.count + platforms.voids.count === 0;
  if (isEmpty) {
    return (
      <EmptyState title={t('reports.empty')} icon={<IconReportAnalytics aria-hidden />}>
        <p>{t('reports.emptyHint')}</p>
      </EmptyState>
    );
  }
  const shown = order.filter((table) => table !== 'days' || tables.days.length > 1);
  return (
    <>
      <p className={classes.time}>
        <TimeText atMs={report.fromMs} style="date" /> –{' '}
        <TimeText atMs={report.toMs} style="date" />
      </p>
      <Headline report={report} />
      <Panel>
        <div className={classes.tableHead}>
          <h2>{t('reports.byHour')}</h2>
          <p className={classes.legend}>
            <span data-side="counter">{t('reports.counter')}</span>
            <span data-side="platforms">{t('reports.platforms')}</span>
          </p>
        </div>
        <HoursChart hours={tables.hours} />
      </Panel>
      {save.isError ? <ErrorNote error={save.error} /> : null}
      <div className={classes.tables}>
        {shown.map((table) => (
          <ReportTable
            key={table}
            table={table}
            rows={shownRows(tables, table, { t, locale })}
            currency={report.currency}
            onExport={(wanted) => save.mutate(wanted)}
          />
        ))}
      </div>
    </>
  );
}
