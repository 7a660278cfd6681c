import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AcceptRule, Misfit } from '../../../shared/contract/rules.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { BusyBanner, BusyButton } from '../../rules/busy-banner.tsx';
import { useBusy, useRules, useRulesChange } from '../../rules/use-rules.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { Decisions } from './decisions.tsx';
import { RuleCard } from './rule-card.tsx';
import { RuleEditor } from './rule-editor.tsx';
import classes from './rules.module.css';

/** What the branch does without asking: which orders it accepts, and when it says that it needs longer. */
export function RulesScreen() {
  const t = useT();
  const query = useRules();
  /** Id of the rule in the editor, or `new`. */
  const [edited, setEdited] = useState<string | null>(null);
  const known = query.data;
  return (
    <Page
      title={t('rules.title')}
      action={
        <Button icon={<IconPlus aria-hidden />} onClick={() => setEdited('new')}>
          {t('rules.add')}
        </Button>
      }
    >
      <p className={classes.lead}>{t('rules.lead')}</p>
      <Busy />
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError && !known ? (
        <QueryFailed
          title={t('rules.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {known ? (
        <>
          <Rules rules={known.rules} now={known.now} onEdit={setEdited} />
          {known.rules.length === 0 ? null : <Decisions decisions={known.decisions} />}
        </>
      ) : null}
      {known && edited !== null ? (
        <RuleEditor
          key={edited}
          rule={known.rules.find(({ id }) => id === edited) ?? null}
          platforms={known.platforms}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Page>
  );
}

function Busy() {
  const t = useT();
  const busy = useBusy();
  return (
    <Panel title={t('busy.title')}>
      {busy ? (
        <BusyBanner />
      ) : (
        <div className={classes.busy}>
          <p>{t('busy.isOff')}</p>
          <BusyButton />
        </div>
      )}
    </Panel>
  );
}

function Rules(props: {
  rules: readonly AcceptRule[];
  now: readonly { ruleId: string; misfit: Misfit | null }[];
  onEdit: (id: string) => void;
}) {
  const t = useT();
  const { rules, now } = props;
  const place = useRulesChange((api, input: { id: string; place: number }) => api.placeRule(input));
  if (rules.length === 0) {
    return (
      <EmptyState title={t('rules.empty')} icon={<IconChecklist aria-hidden />}>
        <p>{t('rules.emptyHint')}</p>
      </EmptyState>
    );
  }
  const misfitOf = (id: string) => now.find(({ ruleId }) => ruleId === id)?.misfit ?? null;
  const accepting = rules.filter(({ id }) => misfitOf(id) === null);
  return (
    <>
      <p className={classes.now} data-accepting={accepting.length > 0} role="status">
        {accepting[0]
          ? t('rules.now.accepting', { name: accepting[0].name })
          : t('rules.now.nobody')}
      </p>
      <FailedNote error={place.error} />
      <ol className={classes.rules}>
        {rules.map((rule, index) => (
          <RuleCard
            key={rule.id}
            rule={rule}
            misfit={misfitOf(rule.id)}
            isFirst={index === 0}
            isLast={index === rules.length - 1}
            onMove={(steps) => place.mutate({ id: rule.id, place: index + steps })}
            onEdit={() => props.onEdit(rule.id)}
          />
        ))}
      </ol>
    </>
  );
}
