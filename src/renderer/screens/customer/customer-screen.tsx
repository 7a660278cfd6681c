import { SegmentedControl, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { type Bill, billKinds } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useBill, useBillCommands } from '../../selling/bill-commands.tsx';
import { BillNotices } from '../../selling/bill-notices.tsx';
import { billTitle } from '../../selling/bill-words.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { addressParts, customerOf, type CustomerDraft, draftOf, fill } from './customer-draft.ts';
import classes from './customer.module.css';
import { KnownCustomers } from './known-customers.tsx';

/** Who calls and where it goes: the number first, and whoever is known needs no more than that. */
export function CustomerScreen({ billId }: { billId: string }) {
  const t = useT();
  const known = useBill(billId);
  const { bill, error } = known;
  return (
    <Page
      narrow
      title={bill ? t('customer.title', { bill: billTitle(bill, t) }) : t('customer.plainTitle')}
      back={{ to: `/sell/${billId}`, text: t('pay.back') }}
    >
      <BillNotices billKey={billId} view={known} />
      {bill ? <CustomerForm key={bill.id} bill={bill} /> : null}
      {!bill && error ? (
        <QueryFailed title={t('pay.failed')} error={error} onRetry={known.retry} />
      ) : null}
      {!bill && !error ? <LoadingState label={t('common.loading')} shapes={1} /> : null}
    </Page>
  );
}

/** Where it goes: only asked of what is brought to somebody. */
function AddressFields(props: {
  draft: CustomerDraft;
  isMissing: boolean;
  onChange: (part: Partial<CustomerDraft>) => void;
}) {
  const t = useT();
  const { draft, onChange } = props;
  return (
    <>
      {addressParts.map((part) => (
        <TextInput
          key={part}
          label={t(`customer.${part}`)}
          dir="auto"
          maxLength={120}
          autoComplete="off"
          error={part === 'area' && props.isMissing ? t('customer.addressMissing') : null}
          value={draft[part]}
          onChange={(event) => onChange({ [part]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        label={t('customer.note')}
        dir="auto"
        maxLength={160}
        autoComplete="off"
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  );
}

function CustomerForm({ bill }: { bill: Bill }) {
  const t = useT();
  const [, go] = useLocation();
  const desk = useBillCommands();
  const [draft, setDraft] = useState(() => draftOf(bill));
  const [tried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const result = customerOf(draft);
  const fault = tried && 'fault' in result ? result.fault : null;
  const set = (part: Partial<CustomerDraft>) => setDraft((before) => ({ ...before, ...part }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('fault' in result) return;
    setSaving(true);
    const { kind } = draft;
    const table = kind === 'dine_in' ? bill.table : '';
    const command = { kind, table, customer: result.customer, note: bill.note };
    const after = await desk.run(bill.id, { do: 'changeBill', ...command });
    setSaving(false);
    if (after) go(`/sell/${bill.id}`);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void save(event)} noValidate>
      <SegmentedControl
        fullWidth
        size="lg"
        aria-label={t('customer.kind')}
        value={draft.kind}
        onChange={(value) => set({ kind: billKinds.find((kind) => kind === value) ?? draft.kind })}
        data={billKinds.map((kind) => ({ value: kind, label: t(`bill.kind.${kind}`) }))}
      />
      <KnownCustomers
        phone={draft.phone}
        error={fault === 'phone' ? t('customer.phoneWrong') : null}
        onPhone={(phone) => set({ phone })}
        onChoose={(customer) => setDraft(fill(draft, customer))}
      />
      <TextInput
        label={t('customer.name')}
        dir="auto"
        maxLength={80}
        autoComplete="off"
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      {draft.kind === 'delivery' ? (
        <AddressFields draft={draft} isMissing={fault === 'address'} onChange={set} />
      ) : null}
      <Button
        type="submit"
        look="primary"
        wide
        disabled={isSaving}
        icon={<IconCheck aria-hidden />}
      >
        {t('customer.save')} <kbd>↵</kbd>
      </Button>
    </form>
  );
}
