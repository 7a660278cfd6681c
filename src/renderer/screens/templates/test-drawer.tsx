import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { TemplateContent } from '../../../shared/contract/template.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { usePrinters } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Choice, Choices } from '../../ui/choice.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './builder.module.css';
import { type PreviewChoice, useTestTemplate } from './use-templates.ts';

/** Puts what is on the screen on paper, saved or not. */
export function TestDrawer(props: {
  content: TemplateContent;
  sample: PreviewChoice['sample'];
  onClose: () => void;
}) {
  const t = useT();
  const printers = usePrinters().data?.printers ?? [];
  const test = useTestTemplate();
  const [chosenId, choose] = useState<string | null>(null);
  const printer = printers.find(({ id }) => id === chosenId) ?? printers[0];
  const { name, document, elements } = props.content;
  return (
    <SideSheet onClose={props.onClose} title={t('templates.testPrint.title')}>
      <div className={classes.drawer}>
        <p className={classes.hint}>{t('templates.testPrint.lead')}</p>
        {printer ? (
          <Choices legend={t('templates.testPrint.printer')}>
            {printers.map((known) => (
              <Choice
                key={known.id}
                kind="radio"
                group="test-printer"
                label={<bdi>{known.name}</bdi>}
                hint={t(`printerState.${known.state}`)}
                checked={known.id === printer.id}
                onChange={() => choose(known.id)}
              />
            ))}
          </Choices>
        ) : (
          <p>{t('templates.testPrint.none')}</p>
        )}
        <FailedNote error={test.error} />
        {test.isSuccess && printer ? (
          <p role="status" className={classes.sent}>
            <IconCheck aria-hidden />
            {t('templates.testPrint.sent', { name: printer.name })}
          </p>
        ) : null}
        <Button
          look="primary"
          wide
          disabled={!printer || test.isPending || elements.length === 0}
          onClick={() =>
            printer &&
            test.mutate({ name, document, elements, printerId: printer.id, sample: props.sample })
          }
        >
          {t('templates.testPrint.print')}
        </Button>
      </div>
    </SideSheet>
  );
}
