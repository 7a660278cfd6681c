import { SegmentedControl, TextInput } from '@mantine/core';
import { IconReceipt, IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Bill } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { type T, useT } from '../../i18n/i18n.tsx';
import { useBills } from '../../selling/bill-commands.tsx';
import { billPlace, billTitle } from '../../selling/bill-words.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { billTones } from './bill-tones.ts';
import classes from './bills.module.css';

const lanes = ['open', 'ended'] as const;
type Lane = (typeof lanes)[number];

/** Bills of the counter: those that go on, those that ended, and any by the number on its receipt. */
export function BillsScreen() {
  const t = useT();
  const [lane, setLane] = useState<Lane>('ended');
  const query = useBills(lane);
  return (
    <Page title={t('bills.title')} action={<FindByReceipt />}>
      <SegmentedControl
        aria-label={t('bills.which')}
        value={lane}
        onChange={(value) => setLane(lanes.find((one) => one === value) ?? 'ended')}
        data={lanes.map((one) => ({ value: one, label: t(`bills.lane.${one}`) }))}
      />
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('bills.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data?.length === 0 ? (
        <EmptyState title={t(`bills.empty.${lane}`)} icon={<IconReceipt aria-hidden />}>
          <p>{t('bills.emptyHint')}</p>
        </EmptyState>
      ) : null}
      {query.data && query.data.length > 0 ? (
        <ul className={classes.list} aria-label={t(`bills.lane.${lane}`)}>
          {query.data.map((bill) => (
            <Row key={bill.id} bill={bill} />
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function Row({ bill }: { bill: Bill }) {
  const t = useT();
  const atMs = bill.closedAtMs ?? bill.openedAtMs;
  return (
    <li>
      <Link href={`/bills/${bill.id}`} className={classes.row ?? ''}>
        <span className={classes.grow}>
          <span className={classes.name}>
            {billTitle(bill, t)} <bdi>{billPlace(bill, t)}</bdi>
          </span>
          <small>
            <TimeText atMs={atMs} style="date" /> <bdi>{bill.openedBy.name}</bdi>{' '}
            {receiptsText(bill, t)}
          </small>
        </span>
        <Chip tone={billTones[bill.state]}>{t(`bill.state.${bill.state}`)}</Chip>
        {bill.refunds.length > 0 ? <Chip tone="waiting">{t('bills.refunded')}</Chip> : null}
        <strong>
          <MoneyText minor={bill.sums.totalMinor} currency={bill.currency} />
        </strong>
      </Link>
    </li>
  );
}

function receiptsText({ receipts }: Bill, t: T): string {
  if (receipts.length === 0) return '';
  return t('bills.receiptNumbers', { numbers: receipts.map(({ number }) => number).join(' ') });
}

/** However long ago it was, for who comes back with the paper. */
function FindByReceipt() {
  const t = useT();
  const api = useBranchApi();
  const [, go] = useLocation();
  const [number, setNumber] = useState('');
  const find = useMutation({
    mutationFn: (typed: string) => api.findBillByReceipt({ number: typed }),
    onSuccess: ({ bill }) => go(`/bills/${bill.id}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() !== '') find.mutate(number.trim());
  };
  return (
    <form className={classes.find} onSubmit={submit} role="search">
      <TextInput
        aria-label={t('bills.receiptNumber')}
        placeholder={t('bills.receiptNumber')}
        dir="ltr"
        autoComplete="off"
        maxLength={30}
        leftSection={<IconSearch aria-hidden />}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Button type="submit" disabled={find.isPending || number.trim() === ''}>
        {t('bills.find')}
      </Button>
      <FailedNote error={find.error} />
    </form>
  );
}
