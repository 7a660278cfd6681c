import { TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import type { RemotePaper } from '../../../../../src/shared/contract/relay.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Filters } from '../../ui/filters.tsx';
import { Section } from '../../ui/page.tsx';
import { PrintRequestLine } from '../../ui/print-request.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

const lookEveryMs = 3_000;

type Paper = Exclude<RemotePaper, 'test'>;
const papers = ['kitchen', 'receipt', 'courier_slip'] as const satisfies readonly Paper[];
const reasons = ['lost', 'unreadable', 'asked'] as const;

/** One more of the order's papers at its branch, with a reason that stands on it, and those asked for before. */
export function PrintAgain({ orderId }: { orderId: string }) {
  const t = useT();
  const asked = useRead('listPrintRequests', { orderId }, { everyMs: lookEveryMs });
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('print.title')}>
      {open ? (
        <PrintForm orderId={orderId} onClose={() => setOpen(false)} />
      ) : (
        <div className={ui.row}>
          <Button icon={<IconPrinter aria-hidden />} onClick={() => setOpen(true)}>
            {t('print.again')}
          </Button>
        </div>
      )}
      {asked.data?.items.map((request) => (
        <PrintRequestLine key={request.id} request={request} />
      ))}
    </Section>
  );
}

function PrintForm({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const t = useT();
  const print = useChange('printOrder');
  const [document, setDocument] = useState<Paper>('kitchen');
  const [reason, setReason] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    print.mutate({ id: orderId, document, reason }, { onSuccess: onClose });
  };
  return (
    <form className={ui.form} onSubmit={submit}>
      <Filters
        label={t('print.which')}
        chosen={document}
        options={papers.map((paper) => [paper, t(`paper.${paper}`)] as const)}
        onChoose={setDocument}
      />
      <Filters
        label={t('print.reason')}
        chosen={reason}
        options={reasons.map((key) => [t(`printReason.${key}`), t(`printReason.${key}`)] as const)}
        onChoose={setReason}
      />
      <TextInput
        label={t('print.reason')}
        description={t('print.reasonHint')}
        required
        minLength={3}
        maxLength={120}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ChangeFailed error={print.error} />
      <div className={ui.row}>
        <Button type="submit" look="primary" disabled={print.isPending || reason.trim().length < 3}>
          {t('print.send')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
