import type { WebhookCallDetail } from '../../../../../src/shared/contract/console-api.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { type TextKey, useT } from '../../i18n/i18n.tsx';
import { RawText } from '../../ui/copy-text.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Section } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ChangeFailed, Loading, ReadFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { StateChip } from './state-chip.tsx';

/** One call as it came in, with what became of it. */
export function WebhookSheet({ id, onClose }: { id: number; onClose: () => void }) {
  const call = useRead('getWebhookCall', { id });
  return (
    <Sheet title={<bdi dir="ltr">#{id}</bdi>} onClose={onClose}>
      {call.isPending ? <Loading /> : null}
      {call.isError ? <ReadFailed query={call} /> : null}
      {call.data ? <Detail call={call.data} /> : null}
    </Sheet>
  );
}

function Detail({ call }: { call: WebhookCallDetail }) {
  const t = useT();
  const replay = useChange('replayWebhookCall');
  const facts: [TextKey, string][] = [
    ['webhooks.order', call.externalId ?? ''],
    ['webhooks.verification', call.verification],
    ['webhooks.note', call.note],
    ['webhooks.source', call.sourceAddress],
  ];
  const headers = Object.entries(call.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <div className={ui.form}>
      <div className={ui.row}>
        <StateChip state={call.state} />
        <MomentText atMs={call.receivedAtMs} exact />
      </div>
      <code dir="ltr">
        {call.method} /{call.path}
      </code>
      {facts
        .filter(([, value]) => value !== '')
        .map(([key, value]) => (
          <div key={key}>
            <p className={ui.soft}>{t(key)}</p>
            <bdi>{value}</bdi>
          </div>
        ))}
      <Section title={t('webhooks.body')}>
        <RawText text={call.bodyText} />
      </Section>
      <Section title={t('webhooks.headers')}>
        <RawText text={headers.join('\n')} />
      </Section>
      {call.verified ? (
        <section className={ui.section}>
          <p className={ui.soft}>{t('webhooks.replayHint')}</p>
          <ChangeFailed error={replay.error} />
          <Button disabled={replay.isPending} onClick={() => replay.mutate({ id: call.id })}>
            {t('webhooks.replay')}
          </Button>
        </section>
      ) : null}
    </div>
  );
}
