import { IconFileOff } from '@tabler/icons-react';
import { Link } from 'wouter';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { Builder } from './builder.tsx';
import classes from './templates.module.css';
import { useTemplates } from '../../api/queries.ts';

/** Opens one template for changing. */
export function BuilderScreen({ id }: { id: string }) {
  const t = useT();
  const query = useTemplates();
  const template = query.data?.find((known) => known.id === id);
  if (template) return <Builder template={template} />;
  return (
    <Page title={t('templates.title')}>
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError ? (
        <QueryFailed
          title={t('templates.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.isSuccess ? (
        <EmptyState title={t('templates.gone')} icon={<IconFileOff aria-hidden />}>
          <Link href="/templates" className={classes.back ?? ''}>
            {t('templates.back')}
          </Link>
        </EmptyState>
      ) : null}
    </Page>
  );
}
