import { TextInput } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Customer } from '../../../shared/contract/bill.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { latin } from './customer-draft.ts';
import classes from './customer.module.css';

/** Fewer digits would find half the town. */
const searchFromDigits = 3;

/** The telephone number, and below it who is known by it; arrow keys and Enter choose without leaving the keyboard. */
export function KnownCustomers(props: {
  phone: string;
  error: string | null;
  onPhone: (phone: string) => void;
  onChoose: (customer: Customer) => void;
}) {
  const t = useT();
  const { phone, onChoose } = props;
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  // Whoever opens this page has somebody on the line.
  useEffect(() => field.current?.focus(), []);
  const found = useFound(phone).filter((customer) => customer.phone !== phone);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    (buttons[at + step] ?? field.current)?.focus();
  };
  const choose = (customer: Customer) => {
    onChoose(customer);
    field.current?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys walk between field and list
    <div className={classes.known} onKeyDown={onKeyDown}>
      <TextInput
        ref={field}
        size="lg"
        label={t('customer.phone')}
        description={t('customer.phoneHint')}
        error={props.error}
        type="tel"
        dir="ltr"
        autoComplete="off"
        maxLength={26}
        leftSection={<IconPhone aria-hidden />}
        value={phone}
        onChange={(event) => props.onPhone(event.currentTarget.value)}
      />
      {found.length > 0 ? (
        <ul ref={list} className={classes.found} aria-label={t('customer.known')}>
          {found.map((customer) => (
            <li key={customer.phone}>
              <button type="button" className={classes.person} onClick={() => choose(customer)}>
                <span>
                  <bdi className={classes.name}>{customer.name || t('customer.noName')}</bdi>{' '}
                  <bdi dir="ltr">{customer.phone}</bdi>
                </span>
                <span className={classes.soft}>
                  {customer.address?.lines.filter(Boolean).map((line) => (
                    <bdi key={line}>{line}</bdi>
                  ))}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function useFound(phone: string): readonly Customer[] {
  const api = useBranchApi();
  const digits = latin(phone).replaceAll(/\D/g, '');
  const { data } = useQuery({
    queryKey: ['customers', digits],
    queryFn: async () => (await api.findCustomers({ phone: digits })).customers,
    enabled: digits.length >= searchFromDigits,
    placeholderData: keepPreviousData,
  });
  return digits.length >= searchFromDigits ? (data ?? []) : [];
}
