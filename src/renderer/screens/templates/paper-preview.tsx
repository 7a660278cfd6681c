import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { previewSamples, type TemplateElement } from '../../../shared/contract/template.ts';
import { useT } from '../../i18n/i18n.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './builder.module.css';
import { elementName } from './element-name.ts';
import type { DrawnPaper, PreviewChoice } from './use-templates.ts';

interface Props {
  readonly preview: UseQueryResult<DrawnPaper>;
  readonly elements: readonly TemplateElement[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly choice: PreviewChoice;
  readonly onChoice: (part: Partial<PreviewChoice>) => void;
}

/** The very dots that would be printed; a tap on the paper chooses what stands there. */
export function PaperPreview(props: Props) {
  const t = useT();
  const { preview } = props;
  return (
    <section className={classes.preview} aria-label={t('templates.builder.preview')}>
      <Choices choice={props.choice} onChoice={props.onChoice} />
      {preview.isError ? (
        <p role="alert" className={classes.previewFailed}>
          {t('templates.builder.previewFailed')} <ErrorNote error={preview.error} />
        </p>
      ) : null}
      <div className={classes.desk}>
        {preview.data ? <Paper {...props} picture={preview.data} /> : <BlankPaper {...props} />}
      </div>
      <p className={classes.hint}>{t('templates.builder.always')}</p>
    </section>
  );
}

const widths = ['384', '576'] as const;
const languages = ['ar', 'en', 'both'] as const;

function Choices({ choice, onChoice }: Pick<Props, 'choice' | 'onChoice'>) {
  const t = useT();
  return (
    <div className={classes.choices}>
      <SegmentedControl
        aria-label={t('templates.builder.width')}
        value={String(choice.widthDots) as '384' | '576'}
        onChange={(value) => onChoice({ widthDots: value === '384' ? 384 : 576 })}
        data={widths.map((value) => ({ value, label: t(`templates.builder.widthOf.${value}`) }))}
      />
      <SegmentedControl
        aria-label={t('templates.builder.language')}
        value={choice.language}
        onChange={(language) => onChoice({ language })}
        data={languages.map((value) => ({
          value,
          label: t(`templates.builder.languageOf.${value}`),
        }))}
      />
      <NativeSelect
        aria-label={t('templates.builder.sample')}
        value={choice.sample}
        onChange={(event) =>
          onChoice({ sample: event.currentTarget.value as typeof choice.sample })
        }
        data={previewSamples.map((value) => ({
          value,
          label: t(`templates.builder.sampleOf.${value}`),
        }))}
      />
    </div>
  );
}

function BlankPaper({ choice }: Pick<Props, 'choice'>) {
  return <div className={classes.blank} data-width={choice.widthDots} />;
}

const percent = (part: number, whole: number) => `${(100 * part) / Math.max(1, whole)}%`;

function Paper(props: Props & { readonly picture: DrawnPaper }) {
  const { picture, elements, selectedId, preview } = props;
  const t = useT();
  return (
    <div
      className={classes.paper}
      data-width={picture.widthDots}
      aria-busy={preview.isPlaceholderData}
    >
      <img
        src={`data:image/png;base64,${picture.png}`}
        alt={t('templates.builder.preview')}
        width={picture.widthDots}
        height={picture.heightDots}
      />
      <div className={classes.spots}>
        {picture.places.map(({ elementId, topDots, bottomDots }) => {
          const element = elements.find(({ id }) => id === elementId);
          if (!element) return null;
          return (
            <Spot
              key={elementId}
              name={elementName(element, t)}
              top={percent(topDots, picture.heightDots)}
              height={percent(bottomDots - topDots, picture.heightDots)}
              isSelected={elementId === selectedId}
              onSelect={() => props.onSelect(elementId)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The part of the paper that one element makes. */
function Spot(props: {
  name: string;
  top: string;
  height: string;
  isSelected: boolean;
  onSelect: () => void;
}) {
  const { isSelected } = props;
  const t = useT();
  const spot = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isSelected) spot.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  return (
    <button
      ref={spot}
      type="button"
      className={classes.spot}
      aria-pressed={isSelected}
      aria-label={t('templates.builder.select', { name: props.name })}
      style={{ insetBlockStart: props.top, blockSize: props.height }}
      onClick={props.onSelect}
    />
  );
}
