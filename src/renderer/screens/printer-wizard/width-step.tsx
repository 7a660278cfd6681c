import { TextInput } from '@mantine/core';
import { IconRulerMeasure } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { latinDigits } from '../../../shared/contract/digits.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Choice, Choices } from '../../ui/choice.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { StepPage, type StepProps } from './step-page.tsx';
import classes from './wizard.module.css';

/** Widths of the heads that are sold, in dots; the ruler has a mark at each. @source printing library, its ruler */
const rulerWidths = [384, 400, 416, 420, 432, 504, 512, 546, 576, 640] as const;
const narrowestDots = 256;
const widestDots = 1_280;

/** How wide does it print? Its maker's word is often wrong, its paper never. */
export function WidthStep(props: StepProps) {
  const t = useT();
  const { draft, change } = props;
  const modelDots = props.profiles.find(({ key }) => key === draft.profile)?.widthDots ?? 576;
  return (
    <StepPage
      title={t('wizard.width.title')}
      text={t(draft.printerId === null ? 'wizard.width.text' : 'wizard.width.added')}
      onBack={props.onBack}
      next={{ label: t('wizard.next'), onClick: props.onNext }}
    >
      {/* One that is added belongs to its own queue, and its test page shows the width too. */}
      {draft.printerId === null ? <Ruler draft={draft} /> : null}
      <Widths
        modelDots={modelDots}
        chosenDots={draft.widthDots}
        onChoose={(dots) => change({ widthDots: dots === modelDots ? null : dots })}
      />
    </StepPage>
  );
}

function Ruler({ draft }: Pick<StepProps, 'draft'>) {
  const t = useT();
  const api = useBranchApi();
  const print = useMutation({
    mutationFn: async () => {
      const { connection, profile } = draft;
      if (!connection) throw new Error('a ruler without an address');
      return api.printRuler({ connection, profile });
    },
  });
  const printed = print.data && printsNow.has(print.data.state);
  return (
    <>
      <div className={classes.row}>
        <RulerPicture />
        <Button
          icon={<IconRulerMeasure aria-hidden />}
          disabled={print.isPending}
          onClick={() => print.mutate()}
        >
          {t(print.isSuccess ? 'wizard.width.again' : 'wizard.width.print')}
        </Button>
        {print.isPending ? <span role="status">{t('printJobState.sending')}</span> : null}
        {print.data ? (
          <span role="status">
            {printed
              ? t('wizard.width.printed')
              : `${t(`checkSays.${print.data.state}.what`)} ${t(`checkSays.${print.data.state}.next`)}`}
          </span>
        ) : null}
      </div>
      <FailedNote error={print.error} />
    </>
  );
}

/** Three lines of a ruler, the last of which does not fit. */
function RulerPicture() {
  const t = useT();
  return (
    <div className={classes.ruler} role="img" aria-label={t('wizard.width.picture')} dir="ltr">
      {['512', '576', '640'].map((number) => (
        <span key={number} aria-hidden="true">
          {number}
        </span>
      ))}
    </div>
  );
}

const printsNow = new Set(['ready', 'paper_low', 'unknown']);

function Widths(props: {
  modelDots: number;
  chosenDots: number | null;
  onChoose: (dots: number) => void;
}) {
  const t = useT();
  const { digits } = useLocale();
  const { modelDots, onChoose } = props;
  const dots = props.chosenDots ?? modelDots;
  const widths = [...new Set([...rulerWidths, modelDots])].sort((a, b) => a - b);
  const [typed, setTyped] = useState(widths.includes(dots) ? '' : String(dots));
  const isOther = typed !== '';
  const fits = (text: string) => {
    const number = Number(latinDigits(text));
    return Number.isInteger(number) && number >= narrowestDots && number <= widestDots;
  };
  return (
    <>
      <Choices inline legend={t('wizard.width.question')}>
        {widths.map((width) => (
          <Choice
            key={width}
            kind="radio"
            group="width"
            label={inDigits(String(width), digits)}
            {...(width === modelDots && { hint: t('wizard.width.asModel') })}
            checked={!isOther && width === dots}
            onChange={() => {
              setTyped('');
              onChoose(width);
            }}
          />
        ))}
      </Choices>
      <TextInput
        label={t('wizard.width.other')}
        dir="ltr"
        inputMode="numeric"
        value={typed}
        error={isOther && !fits(typed) ? t('wizard.width.wrong') : null}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          setTyped(text);
          if (fits(text)) onChoose(Number(latinDigits(text)));
        }}
      />
    </>
  );
}
