import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import {
  type Template,
  templateDocuments,
  type TemplateDocument,
} from '../../../shared/contract/template.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { timeText } from '../../../shared/ui/time-text.tsx';
import { useTemplates } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { ForwardIcon } from '../../ui/forward-icon.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import classes from './templates.module.css';
import { useRemoveTemplate, useSaveTemplate, useTemplateChoice } from './use-templates.ts';
import { templateName } from './element-name.ts';

/** Which papers there are, how each may look, and which look is in use. */
export function TemplatesScreen() {
  const t = useT();
  const query = useTemplates();
  return (
    <Page title={t('templates.title')}>
      <p className={classes.lead}>{t('templates.lead')}</p>
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={3} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('templates.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data
        ? templateDocuments.map((document) => (
            <PaperPanel
              key={document}
              document={document}
              templates={query.data.filter((template) => template.document === document)}
            />
          ))
        : null}
    </Page>
  );
}

function PaperPanel(props: { document: TemplateDocument; templates: readonly Template[] }) {
  const t = useT();
  const { isInUse, choose } = useTemplateChoice();
  if (props.templates.length === 0) return null;
  return (
    <Panel title={t(`templates.paper.${props.document}`)}>
      <FailedNote error={choose.error} />
      <ul className={classes.templates}>
        {props.templates.map((template) => (
          <TemplateRow
            key={template.id}
            template={template}
            isInUse={isInUse(template)}
            onUse={() => choose.mutate({ document: template.document, id: template.id })}
          />
        ))}
      </ul>
    </Panel>
  );
}

function TemplateRow(props: { template: Template; isInUse: boolean; onUse: () => void }) {
  const { template, isInUse } = props;
  const t = useT();
  const [, go] = useLocation();
  const [asksRemoval, setAsksRemoval] = useState(false);
  const save = useSaveTemplate();
  const name = templateName(template, t);
  const copy = () => {
    const content = { ...template, name: t('templates.copyName', { name }).slice(0, 60) };
    save.mutate(
      { content, onto: null, scope: 'branch' },
      { onSuccess: ({ id }) => go(`/templates/${id}`) },
    );
  };
  return (
    <li className={classes.template}>
      <Link href={`/templates/${template.id}`} className={classes.templateLink ?? ''}>
        <span className={classes.templateWords}>
          <span className={classes.templateName}>
            <bdi>{name}</bdi>
            {isInUse ? <Chip tone="ready">{t('templates.inUse')}</Chip> : null}
          </span>
          <Origin template={template} />
        </span>
      </Link>
      <div className={classes.templateActions}>
        {isInUse ? null : <Button onClick={props.onUse}>{t('templates.useThis')}</Button>}
        <Button look="quiet" icon={<IconCopy aria-hidden />} onClick={copy}>
          {t('templates.copy')}
        </Button>
        {template.scope === 'built_in' ? null : (
          <Button
            look="quiet"
            icon={<IconTrash aria-hidden />}
            onClick={() => setAsksRemoval(true)}
          >
            {t('common.remove')}
          </Button>
        )}
        <ForwardIcon />
      </div>
      <FailedNote error={save.error} />
      {asksRemoval ? <Removal template={template} onKeep={() => setAsksRemoval(false)} /> : null}
    </li>
  );
}

function Origin({ template }: { template: Template }) {
  const t = useT();
  const locale = useLocale();
  const { scope, version, savedAtMs } = template;
  const where = t(`templates.scopeOf.${scope}`);
  const time = timeText(savedAtMs, 'date', locale);
  const parts =
    scope === 'built_in'
      ? [where]
      : [where, t('templates.version', { version }), t('templates.savedAt', { time })];
  return (
    <span className={classes.origin}>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </span>
  );
}

function Removal(props: { template: Template; onKeep: () => void }) {
  const { id, name, scope } = props.template;
  const t = useT();
  const remove = useRemoveTemplate();
  const question = scope === 'company' ? 'templates.removeAskCompany' : 'templates.removeAsk';
  return (
    <div className={classes.removal} role="group" aria-label={t('common.remove')}>
      <p>{t(question, { name })}</p>
      <FailedNote error={remove.error} />
      <div className={classes.templateActions}>
        <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate(id)}>
          {t('templates.removeYes')}
        </Button>
        <Button onClick={props.onKeep}>{t('templates.removeNo')}</Button>
      </div>
    </div>
  );
}
